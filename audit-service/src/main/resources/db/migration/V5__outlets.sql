-- How far each outlet has come with a tenant's entries, and which instance of the service sends.
create table outlet_positions (
  outlet       text        not null,
  tenant_id    uuid        not null,
  -- The first leaf index that was not delivered.
  next_leaf    bigint      not null default 0 check (next_leaf >= 0),
  holder       uuid        not null,
  held_until   timestamptz not null,
  delivered_at timestamptz,
  primary key (outlet, tenant_id)
);
alter table outlet_positions enable row level security;
alter table outlet_positions force row level security;
create policy outlet_positions_of_tenant on outlet_positions
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on outlet_positions to ${app_role};
grant update (next_leaf, holder, held_until, delivered_at) on outlet_positions to ${app_role};
