-- The log in parts, and what people search it by (docs/adr/0019). A part holds 1,048,576 entries: sixteen full tiles of
-- level 2. Parts are in a schema that the service's role may not even use: it reaches entries through the parent alone, so
-- that the parent's policies, grants and triggers are those that count.
create schema log_parts;

alter table entries set schema log_parts;
alter table log_parts.entries rename to entries_0;
alter table log_parts.entries_0
  add column purpose       text,
  add column actor_client  text,
  add column actor_session text,
  add column address       text,
  -- Names of the fields concerned.
  add column fields        text[],
  -- The cards whose data this entry says were shown to the actor; null where none were.
  add column shown         uuid[];
revoke all on log_parts.entries_0 from ${app_role};
-- A part has no policies: nobody comes to it but through the parent.
do $$
declare
  policy name;
begin
  for policy in select polname from pg_policy where polrelid = 'log_parts.entries_0'::regclass loop
    execute format('drop policy %I on log_parts.entries_0', policy);
  end loop;
end
$$;
-- Uniqueness over all parts is kept by entry_ids; times are narrowed by leaf_times.
alter table log_parts.entries_0 drop constraint entries_event_id_key;
drop index log_parts.entries_by_tenant;
drop index log_parts.entries_by_time;

create table entries (like log_parts.entries_0 including defaults including constraints)
  partition by range (leaf_index);
alter table entries add primary key (leaf_index);
create index entries_by_tenant  on entries (tenant_id, leaf_index) include (decision);
create index entries_by_actor   on entries (tenant_id, actor_id, leaf_index);
create index entries_by_action  on entries (tenant_id, action, leaf_index);
create index entries_by_card    on entries (tenant_id, card, leaf_index) where card is not null;
create index entries_by_purpose on entries (tenant_id, purpose, leaf_index) where purpose is not null;
create index entries_by_refusal on entries (tenant_id, decision, leaf_index) where decision <> 'allowed';

-- Which entries show a card, so that a person can be told who saw it: a page of a list shows many.
create table card_sightings (
  tenant_id  uuid        not null,
  card       uuid        not null,
  leaf_index bigint      not null,
  at         timestamptz not null,
  primary key (tenant_id, card, leaf_index)
) partition by range (leaf_index);

-- An index of the parent could not be unique without the leaf index in it.
create table entry_ids (
  event_id   uuid   primary key,
  leaf_index bigint not null
);

-- The times of each 4,096 entries. Entries come in the order of the log and not of their clocks, so that a time alone
-- prunes nothing; by these it becomes a range of leaf indexes that holds every entry of that time.
create table leaf_times (
  first_leaf bigint      primary key,
  earliest   timestamptz not null,
  latest     timestamptz not null
) with (fillfactor = 50);

-- Who asks where events are that came again is told by entry_ids, which has an index for it and needs no policy.
do $$
begin
  if to_regprocedure('leaves_of(uuid[])') is not null then
    create or replace function leaves_of(ids uuid[]) returns table (event_id uuid, leaf_index bigint)
      language sql stable security definer set search_path = public, pg_temp as
      'select e.event_id, e.leaf_index from entry_ids e where e.event_id = any(ids)';
  end if;
end
$$;

-- How far there are parts.
create table log_room (
  only_row boolean primary key default true check (only_row),
  step     bigint not null,
  below    bigint not null
);

-- For the owner: a part of the log from a leaf index to below another.
create function entries_add_part(part text, first_leaf bigint, below_leaf bigint) returns void
  language plpgsql set search_path = public, pg_temp as $$
begin
  -- Inserted into directly, by whoever may, a part keeps the same promises as the whole.
  execute format(
    'create trigger entries_continue_the_log after insert on log_parts.%I referencing new table as added_entries'
    ' for each statement execute function entries_continue_the_log()', 'entries_' || part);
  execute format(
    'create trigger entries_are_found after insert on log_parts.%I referencing new table as added_entries'
    ' for each statement execute function entries_are_found()', 'entries_' || part);
  execute format('create table log_parts.%I (like card_sightings including defaults)', 'card_sightings_' || part);
  execute format(
    'create trigger entries_never_change before update or delete or truncate on log_parts.%I'
    ' for each statement execute function entries_never_change()', 'card_sightings_' || part);
  execute format('alter table log_parts.%I enable row level security', 'card_sightings_' || part);
  execute format('alter table log_parts.%I force row level security', 'card_sightings_' || part);
  execute format('alter table card_sightings attach partition log_parts.%I for values from (%s) to (%s)',
    'card_sightings_' || part, first_leaf, below_leaf);
  execute format('alter table entries attach partition log_parts.%I for values from (%s) to (%s)',
    'entries_' || part, first_leaf, below_leaf);
  update log_room set below = below_leaf;
end
$$;
revoke all on function entries_add_part(text, bigint, bigint) from public;

create function entries_add_next_part() returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  room log_room;
begin
  select * into room from log_room;
  -- Made by itself and then attached: that keeps nobody from reading or appending, which PARTITION OF would.
  execute format('create table log_parts.%I (like entries including defaults including constraints)',
    'entries_' || room.below);
  execute format(
    'create trigger entries_never_change before update or delete or truncate on log_parts.%I'
    ' for each statement execute function entries_never_change()', 'entries_' || room.below);
  execute format('alter table log_parts.%I enable row level security', 'entries_' || room.below);
  execute format('alter table log_parts.%I force row level security', 'entries_' || room.below);
  perform entries_add_part(room.below::text, room.below, room.below + room.step);
end
$$;
revoke all on function entries_add_next_part() from public;

-- For the service, which may not make tables: makes the next part when less than a whole one is empty. It takes no
-- argument, so that nobody can have it make more. While there is room, failing to make more is no reason to hold up the log.
create function entries_make_room() returns bigint
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  room log_room;
  head bigint;
begin
  select * into room from log_room;
  select size into head from log_head;
  if head + room.step <= room.below then
    return room.below;
  end if;
  begin
    select * into room from log_room for update;
    if head + room.step > room.below then
      perform entries_add_next_part();
    end if;
  exception when others then
    raise warning 'no room was made for the log after %: %', room.below, sqlerrm;
  end;
  return (select below from log_room);
end
$$;
revoke all on function entries_make_room() from public;
grant execute on function entries_make_room() to ${app_role};

-- What an entry can be found by is written by the statement that adds it, whatever the service does.
create function entries_are_found() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entry_ids select event_id, leaf_index from added_entries;
  insert into card_sightings
    select distinct tenant_id, unnest(shown), leaf_index, at from added_entries where shown is not null;
  insert into leaf_times as known
    select leaf_index / 4096 * 4096, min(at), max(at) from added_entries group by 1
    on conflict (first_leaf) do update
    set earliest = least(known.earliest, excluded.earliest), latest = greatest(known.latest, excluded.latest);
  return null;
end
$$;

-- Temporary tables last: else whoever may make one called log_head would have another log continued.
alter function entries_continue_the_log() set search_path = public, pg_temp;

drop trigger entries_continue_the_log on log_parts.entries_0;
insert into log_room (step, below) values (1048576, 0);
-- The log so far is the first part, however long it is.
select entries_add_part('0', 0, (size / 1048576 + 1) * 1048576) from log_head;
select entries_add_next_part();

insert into entry_ids select event_id, leaf_index from entries;
insert into leaf_times select leaf_index / 4096 * 4096, min(at), max(at) from entries group by 1;

create trigger entries_continue_the_log after insert on entries
  referencing new table as added_entries
  for each statement execute function entries_continue_the_log();
create trigger entries_are_found after insert on entries
  referencing new table as added_entries
  for each statement execute function entries_are_found();
create trigger entries_never_change before update or delete or truncate on entries
  for each statement execute function entries_never_change();
create trigger entries_never_change before update or delete or truncate on card_sightings
  for each statement execute function entries_never_change();
create trigger entries_never_change before update or delete or truncate on entry_ids
  for each statement execute function entries_never_change();

alter table entries enable row level security;
alter table entries force row level security;
create policy entries_added_by_inbox on entries for insert
  with check (current_setting('app.system', true) = 'on');
create policy entries_read_by_tenant on entries for select
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on entries to ${app_role};

alter table card_sightings enable row level security;
alter table card_sightings force row level security;
create policy card_sightings_added_by_inbox on card_sightings for insert
  with check (current_setting('app.system', true) = 'on');
create policy card_sightings_read_by_tenant on card_sightings for select
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
-- No insert: the entries' trigger writes as the owner.
grant select on card_sightings, entry_ids, leaf_times, log_room to ${app_role};
