-- People to whom no keys are released (docs/adr/0022), as audit-service has told: the last word on each.
create table release_stops (
  tenant_id uuid    not null,
  -- The subject of the person's tokens.
  person    uuid    not null,
  stopped   boolean not null,
  revision  bigint  not null,
  primary key (tenant_id, person)
);
alter table release_stops enable row level security;
alter table release_stops force row level security;
create policy tenant_isolation on release_stops
  using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
grant select, insert on release_stops to ${app_role};
grant update (stopped, revision) on release_stops to ${app_role};

-- As seal_under_lock, for keys that go to a person: whoever is giving them out has done so before a stop is kept, and
-- whoever comes later sees the stop.
create function stop_under_lock(whose uuid, who uuid) returns table (sealed boolean, stopped boolean)
  language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(whose::text, 7305));
  return query select
    coalesce((select s.sealed from seals s where s.tenant_id = whose), false),
    coalesce((select r.stopped from release_stops r where r.tenant_id = whose and r.person = who), false);
end $$;
