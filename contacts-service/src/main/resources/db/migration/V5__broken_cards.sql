-- Which cards a piece of work found not to open: whoever mends them must know which they are, and the work must know which
-- of those that it leaves behind it has tried.
create table key_work_broken (
  tenant_id uuid not null,
  work_id   uuid not null references key_work,
  card_id   uuid not null,
  primary key (tenant_id, work_id, card_id)
);
alter table key_work_broken enable row level security;
alter table key_work_broken force row level security;
create policy tenant_isolation on key_work_broken
  using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
grant select, insert, delete on key_work_broken to ${app_role};
