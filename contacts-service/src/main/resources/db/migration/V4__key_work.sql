-- What follows when keys are rotated: blind indexes computed anew (reindex), cards sealed anew (reseal).

-- The version of the tenant's index keys that everything new is written under. No row: the first.
create table index_versions (
  tenant_id uuid primary key,
  version   int  not null check (version > 0)
);
grant select, insert on index_versions to ${app_role};
grant update (version) on index_versions to ${app_role};

-- An instance that has not heard of the newest version must not go on writing under the one before: such digests would be
-- found until the old version is retired, and then no more. Whoever moves the version takes the same lock exclusively, so
-- that every transaction that wrote under the old one has committed when the work on what there is begins.
create function digests_are_of_the_newest_version() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(tenant_id::text, 7306))
    from (select distinct tenant_id from written) one;
  if exists (select from written w join index_versions v on v.tenant_id = w.tenant_id where w.key_version < v.version) then
    raise exception 'a blind index under an older version of its key' using errcode = 'MK001';
  end if;
  return null;
end $$;
create trigger digests_are_of_the_newest_version after insert on blind_indexes
  referencing new table as written
  for each statement execute function digests_are_of_the_newest_version();

-- Work over all cards of a tenant, with what is needed to go on after a kill.
create table key_work (
  id           uuid        primary key,
  tenant_id    uuid        not null,
  tenant_alias text        not null,
  kind         text        not null check (kind in ('reindex', 'reseal')),
  -- of the index keys, which everything has in the end
  version      int         check ((version is null) = (kind = 'reseal')),
  actor        text        not null,
  state        text        not null check (state in ('running', 'finished', 'failed')),
  done         bigint      not null default 0,
  total        bigint      not null,
  broken       bigint      not null default 0,
  position     uuid        not null default '00000000-0000-0000-0000-000000000000',
  started_at   timestamptz not null,
  finished_at  timestamptz check ((finished_at is null) = (state = 'running'))
);
create unique index key_work_one_running on key_work (tenant_id, kind) where state = 'running';
create index key_work_newest_first on key_work (tenant_id, started_at desc);
grant select, insert on key_work to ${app_role};
grant update (version, state, done, total, broken, position, finished_at) on key_work to ${app_role};

-- Subject keys that seal nothing any more, and from when on nobody can still be opening what he has read before.
create table retiring_keys (
  tenant_id    uuid        not null,
  tenant_alias text        not null,
  key_id       uuid        not null,
  due_at       timestamptz not null,
  primary key (tenant_id, key_id)
);
create index retiring_keys_due on retiring_keys (due_at);
grant select, insert, delete on retiring_keys to ${app_role};

do $$
declare
  name text;
begin
  foreach name in array array['index_versions', 'key_work', 'retiring_keys'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_isolation on %I'
      ' using (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))'
      ' with check (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))', name);
  end loop;
end $$;
-- The worker looks for work in all tenants, and does each piece in its tenant's transactions.
create policy worker_looks on key_work for select using ((select current_setting('app.system', true)) = 'on');
create policy worker_looks on retiring_keys for select using ((select current_setting('app.system', true)) = 'on');

-- A card may come under another key of its own, with every value sealed anew: a sealed field names its key in bytes 2 to 17.
create function card_is_sealed_by_its_key() returns trigger language plpgsql as $$
declare
  value bytea;
begin
  if new.key_id <> old.key_id then
    if new.revision <= old.revision then
      raise exception 'a card under another key is another revision';
    end if;
    foreach value in array new.value_sealed loop
      if substring(value from 2 for 16) <> decode(replace(new.key_id::text, '-', ''), 'hex') then
        raise exception 'a value is not sealed by its card''s key';
      end if;
    end loop;
  end if;
  return new;
end $$;
create trigger card_is_sealed_by_its_key before update of key_id on cards
  for each row execute function card_is_sealed_by_its_key();
grant update (key_id) on cards to ${app_role};
