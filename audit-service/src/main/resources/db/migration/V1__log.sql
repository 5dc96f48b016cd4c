-- The log. The service may add entries at its end and read those of a tenant; nobody may change one.

-- How long the log is. Only the trigger below moves it: the service has no grant to.
create table log_head (
  only_row boolean primary key default true check (only_row),
  size     bigint not null check (size >= 0)
);
insert into log_head (size) values (0);
grant select on log_head to ${app_role};

create table entries (
  leaf_index  bigint      primary key,
  event_id    uuid        not null unique,
  tenant_id   uuid        not null,
  appended_at timestamptz not null default now(),
  at          timestamptz not null,
  service     text        not null,
  actor_kind  text        not null check (actor_kind in ('person', 'client', 'subject', 'system')),
  actor_id    text        not null,
  action      text        not null,
  decision    text        not null check (decision in ('allowed', 'refused', 'failed')),
  card        uuid,
  -- The event's bytes as the producing service wrote them. The columns above are copies to search by.
  data        bytea       not null
);
create index entries_by_tenant on entries (tenant_id, leaf_index);
create index entries_by_actor  on entries (tenant_id, actor_id, leaf_index);
create index entries_by_action on entries (tenant_id, action, leaf_index);
create index entries_by_card   on entries (tenant_id, card, leaf_index) where card is not null;
create index entries_by_time   on entries (tenant_id, at);

-- The inbox adds entries of all tenants; a tenant's transaction reads that tenant's. No policy lets the system
-- read, and none lets anybody update or delete.
alter table entries enable row level security;
alter table entries force row level security;
create policy entries_added_by_inbox on entries for insert
  with check (current_setting('app.system', true) = 'on');
create policy entries_read_by_tenant on entries for select
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on entries to ${app_role};

-- Entries continue the log exactly where it ends, or the statement fails: no gap and no fork, whatever the service
-- does. Numbers are not drawn from a sequence, because a rollback would leave its numbers unused.
create function entries_continue_the_log() returns trigger
  language plpgsql security definer set search_path from current as $$
declare
  lowest bigint;
  highest bigint;
  added bigint;
begin
  select min(leaf_index), max(leaf_index), count(*) into lowest, highest, added from added_entries;
  if added = 0 then
    return null;
  end if;
  update log_head set size = size + added where size = lowest;
  if not found or highest - lowest + 1 <> added then
    raise exception 'entries % to % do not continue the log', lowest, highest
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
create trigger entries_continue_the_log after insert on entries
  referencing new table as added_entries
  for each statement execute function entries_continue_the_log();

-- Against the owner's own mistakes; the service has no grant to try.
create function entries_never_change() returns trigger
  language plpgsql as $$
begin
  raise exception 'the log is append-only';
end
$$;
create trigger entries_never_change before update or delete or truncate on entries
  for each statement execute function entries_never_change();
