-- People who get no keys for now (docs/adr/0022): one row for each who was ever stopped, with the last stop. What was
-- before it is in the log.
create table release_stops (
  tenant_id   uuid        not null,
  -- The subject of the person's tokens.
  person      uuid        not null,
  -- Stopped for a finding, or by a privacy officer.
  finding     uuid,
  rule        text,
  officer     text,
  reason      text,
  stopped_at  timestamptz not null,
  lifted_by   text,
  lift_reason text,
  lifted_at   timestamptz,
  revision    bigint      not null,
  primary key (tenant_id, person),
  check ((finding is null) = (rule is null)),
  check ((officer is null) = (reason is null)),
  check ((finding is null) <> (officer is null)),
  check ((lifted_by is null) = (lifted_at is null)),
  check ((lift_reason is null) = (lifted_at is null)),
  -- Whatever the service does: nobody ends a stop of their own.
  check (lifted_by <> person::text)
);
create index release_stops_last_first on release_stops (tenant_id, revision desc, person);

-- Findings that were told of a person. One that is known does not stop again whom a privacy officer has let go.
create table release_stop_findings (
  tenant_id uuid        not null,
  person    uuid        not null,
  finding   uuid        not null,
  rule      text        not null,
  noted_at  timestamptz not null,
  primary key (tenant_id, person, finding)
);

do $$
declare
  name text;
begin
  foreach name in array array['release_stops', 'release_stop_findings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_isolation on %I'
      ' using (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))'
      ' with check (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))', name);
  end loop;
end $$;
grant select, insert, update on release_stops to ${app_role};
grant select, insert on release_stop_findings to ${app_role};

-- Those who hear of a stop take the highest revision: a lower one would never be heard.
create function release_stops_go_on() returns trigger language plpgsql as $$
begin
  if new.revision <= old.revision then
    raise exception 'a stop of an older revision' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger release_stops_go_on before update on release_stops
  for each row execute function release_stops_go_on();
