-- An erased card leaves one row here, its id and the order, and nothing of the person. That it may not come back from a
-- backup is crypto-gateway's tombstone; this row lets its other rows go, and keeps late news of it from coming in again.
create table erasures (
  tenant_id uuid        not null,
  card_id   uuid        not null,
  order_id  uuid        not null,
  erased_at timestamptz not null,
  primary key (tenant_id, card_id)
);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy tenant_isolation on erasures
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on erasures to ${app_role};

-- ${app_role} may delete, but nothing of a card without such a row.
create function card_may_go() returns trigger language plpgsql as $$
begin
  if exists (select from erasures e where e.tenant_id = old.tenant_id and e.card_id = old.id) then
    return old;
  end if;
  raise exception 'a card goes only with an erasure';
end $$;
create trigger card_may_go before delete on cards for each row execute function card_may_go();

create function state_may_go() returns trigger language plpgsql as $$
begin
  if exists (select from erasures e where e.tenant_id = old.tenant_id and e.card_id = old.card_id) then
    return old;
  end if;
  raise exception 'a processing state goes only with an erasure';
end $$;
create trigger state_may_go before delete on processing_states for each row execute function state_may_go();

grant delete on cards, processing_states to ${app_role};
