-- The tree over the log (RFC 6962) as its tiles (C2SP tlog-tiles), and what ties a published entry to its event.

-- level -1: bundles of entries; 0: hashes of entries; above: roots of the full tiles beneath. Public, and of no tenant.
create table tiles (
  level      smallint not null check (level >= -1),
  tile_index bigint   not null check (tile_index >= 0),
  width      smallint not null check (width between 1 and 256),
  bytes      bytea    not null,
  primary key (level, tile_index)
) with (fillfactor = 50);
-- Hashes do not compress.
alter table tiles alter column bytes set storage external;
grant select, insert on tiles to ${app_role};
grant update (width, bytes) on tiles to ${app_role};

-- A tile only grows at its end: what was published of it stays.
create function tiles_only_grow() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.width > old.width
     and substr(new.bytes, 1, length(old.bytes)) = old.bytes then
    return new;
  end if;
  raise exception 'a tile only grows at its end' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger tiles_only_grow before update or delete on tiles for each row execute function tiles_only_grow();

-- Whoever has an event, its opening and the log can prove that the one is in the other.
create table openings (
  leaf_index bigint primary key,
  tenant_id  uuid   not null,
  opening    bytea  not null check (length(opening) = 32)
);
alter table openings enable row level security;
alter table openings force row level security;
create policy openings_added_by_inbox on openings for insert
  with check (current_setting('app.system', true) = 'on');
create policy openings_read_by_tenant on openings for select
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on openings to ${app_role};

-- What was signed: a log that shows somebody else another root of the same size can be convicted.
create table checkpoints (
  size bigint      primary key check (size >= 0),
  root bytea       not null check (length(root) = 32),
  at   timestamptz not null default now(),
  note       text  not null,
  public_key bytea not null check (length(public_key) = 32)
);
create trigger checkpoints_never_change before update or delete or truncate on checkpoints
  for each statement execute function entries_never_change();
grant select, insert on checkpoints to ${app_role};

-- How long the log is with its last entry that is worth a checkpoint. That one was signed is an entry too, and worth none:
-- signing it would add the next.
alter table log_head add column news bigint not null default 0;
update log_head set news = size;
alter table log_head add check (news <= size);

create or replace function entries_continue_the_log() returns trigger
  language plpgsql security definer set search_path from current as $$
declare
  lowest bigint;
  highest bigint;
  added bigint;
  last_news bigint;
begin
  select min(leaf_index), max(leaf_index), count(*), max(leaf_index) filter (where action <> 'checkpoint.sign')
    into lowest, highest, added, last_news from added_entries;
  if added = 0 then
    return null;
  end if;
  update log_head set size = size + added, news = coalesce(last_news + 1, news) where size = lowest;
  if not found or highest - lowest + 1 <> added then
    raise exception 'entries % to % do not continue the log', lowest, highest
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;
