-- An erased card leaves one row here, its id and the order, and nothing of the person. That it may not be forgotten with
-- a backup is crypto-gateway's tombstone; this row ends the card's mails and links and keeps late requests out.
create table erasures (
  tenant_id uuid        not null,
  card      uuid        not null,
  order_id  uuid        not null,
  erased_at timestamptz not null,
  primary key (tenant_id, card)
);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy tenant_isolation on erasures
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on erasures to ${app_role};

-- What was said before stays as it is: it is evidence. Nothing is said any more in the name of a person who was erased.
create function record_is_open() returns trigger language plpgsql as $$
begin
  if exists (select from erasures e where e.tenant_id = new.tenant_id and e.card = new.card) then
    raise exception 'the record of an erased card takes nothing more';
  end if;
  return new;
end $$;
create trigger record_is_open before insert on consent_requests for each row execute function record_is_open();
create trigger record_is_open before insert on consent_events for each row execute function record_is_open();
