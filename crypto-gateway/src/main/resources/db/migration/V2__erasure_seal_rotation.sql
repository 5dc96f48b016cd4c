-- Erasure, generations of subject keys, the seal switch, and rotation. From here on ${app_role} may delete and change
-- keys, but only as the triggers below allow: never the last key of a subject that has no tombstone, never the newest
-- version of a tenant's secret, and of a row only what a new wrapping changes.

-- Subjects whose keys were destroyed for good. A row here is never changed and never goes.
create table tombstones (
  tenant_id    uuid        not null,
  subject_id   uuid        not null,
  order_id     uuid        not null,
  destroyed_at timestamptz not null,
  primary key (tenant_id, subject_id)
);
alter table tombstones enable row level security;
alter table tombstones force row level security;
create policy tenant_isolation on tombstones
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on tombstones to ${app_role};

-- A card may be sealed anew under a further key; both open until the old one is retired.
alter table subject_keys add column generation int not null default 1 check (generation > 0);
alter table subject_keys alter column generation drop default;
alter table subject_keys drop constraint subject_keys_tenant_id_subject_id_key;
alter table subject_keys add unique (tenant_id, subject_id, generation);
-- What a rotation has still to wrap anew.
create index subject_keys_by_tenant_key on subject_keys (tenant_id, tenant_key_version, key_id);

create function subject_key_may_go() returns trigger language plpgsql as $$
begin
  if exists (select from tombstones t where t.tenant_id = old.tenant_id and t.subject_id = old.subject_id)
     or exists (select from subject_keys k where k.tenant_id = old.tenant_id and k.subject_id = old.subject_id
                                             and k.generation > old.generation) then
    return old;
  end if;
  raise exception 'a subject''s newest key goes only with a tombstone';
end $$;
create trigger subject_key_may_go before delete on subject_keys for each row execute function subject_key_may_go();

create function tenant_key_may_go() returns trigger language plpgsql as $$
begin
  if exists (select from tenant_keys k where k.tenant_id = old.tenant_id and k.version > old.version) then
    return old;
  end if;
  raise exception 'the newest tenant key stays';
end $$;
create trigger tenant_key_may_go before delete on tenant_keys for each row execute function tenant_key_may_go();

create function index_secret_may_go() returns trigger language plpgsql as $$
begin
  if exists (select from index_secrets k where k.tenant_id = old.tenant_id and k.version > old.version) then
    return old;
  end if;
  raise exception 'the newest index secret stays';
end $$;
create trigger index_secret_may_go before delete on index_secrets for each row execute function index_secret_may_go();

grant delete on subject_keys, tenant_keys, index_secrets to ${app_role};
grant update (wrapped, tenant_key_version) on subject_keys to ${app_role};
grant update (wrapped) on tenant_keys, index_secrets to ${app_role};

-- The seal switch. No row: never sealed.
create table seals (
  tenant_id uuid        primary key,
  sealed    boolean     not null,
  since     timestamptz not null
);
alter table seals enable row level security;
alter table seals force row level security;
create policy tenant_isolation on seals
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on seals to ${app_role};
grant update (sealed, since) on seals to ${app_role};

-- Which tenants have secrets here: the rotation of Vault's key goes through them, one at a time, each in its own
-- transaction, so that no statement ever sees two tenants' keys.
create table key_holders (
  tenant_id uuid primary key
);
alter table tenant_keys no force row level security;
alter table index_secrets no force row level security;
insert into key_holders select tenant_id from tenant_keys union select tenant_id from index_secrets;
alter table tenant_keys force row level security;
alter table index_secrets force row level security;
alter table key_holders enable row level security;
alter table key_holders force row level security;
create policy tenant_isolation on key_holders
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy listed_for_rotation on key_holders for select
  using (current_setting('app.system', true) = 'on');
grant select, insert on key_holders to ${app_role};

-- Rotations, with what is needed to go on after a kill. tenant_id is null where the whole installation is meant.
create table rotations (
  id           uuid        primary key,
  level        text        not null check (level in ('tenant-key', 'index-key', 'vault-key')),
  tenant_id    uuid        check ((tenant_id is null) = (level = 'vault-key')),
  asked_tenant uuid        not null,
  asked_alias  text        not null,
  actor        text        not null,
  state        text        not null check (state in ('running', 'finished', 'failed')),
  from_version int,
  to_version   int,
  done         bigint      not null default 0,
  total        bigint      not null default 0,
  broken       bigint      not null default 0,
  position     uuid        not null default '00000000-0000-0000-0000-000000000000',
  started_at   timestamptz not null,
  finished_at  timestamptz
);
create unique index rotations_one_running on rotations (level, tenant_id) nulls not distinct where state = 'running';
create index rotations_by_tenant on rotations (tenant_id, started_at desc);
alter table rotations enable row level security;
alter table rotations force row level security;
create policy own_and_installations on rotations
  using (tenant_id is null or tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
         or current_setting('app.system', true) = 'on')
  with check (tenant_id is null or tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
              or current_setting('app.system', true) = 'on');
grant select, insert on rotations to ${app_role};
grant update (state, from_version, to_version, done, total, broken, position, finished_at) on rotations to ${app_role};
