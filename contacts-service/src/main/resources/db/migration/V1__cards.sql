-- A card is one row: whoever reads a card needs all of it, and one row costs one page. Each value in it is sealed by
-- itself, under its card's key, bound to its place; names of values, kinds of sources and times are in the clear
-- (docs/leakage.md).
create table cards (
  id            uuid        primary key,
  tenant_id     uuid        not null,
  key_id        uuid        not null,
  revision      bigint      not null,
  owner_id      text        not null,
  value_names   text[]      not null,
  value_sealed  bytea[]     not null,
  -- for each value the place of its source in sources, from 0
  value_sources smallint[]  not null,
  -- [{"kind","line","client","person","at"}]; file names are personal data and are sealed as value source-file.N
  sources       jsonb       not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  check (cardinality(value_names) = cardinality(value_sealed)),
  check (cardinality(value_names) = cardinality(value_sources))
);
create index cards_newest_first on cards (tenant_id, created_at desc, id desc);
-- Sealed bytes do not compress: trying costs time and saves nothing.
alter table cards alter column value_sealed set storage external;

-- Keyed digests of normalised phone numbers and e-mail addresses: equality, and nothing else, without the key.
create table blind_indexes (
  tenant_id   uuid  not null,
  field       text  not null,
  key_version int   not null,
  digest      bytea not null,
  card_id     uuid  not null references cards,
  primary key (tenant_id, field, digest, card_id)
);
create index blind_indexes_of_card on blind_indexes (tenant_id, card_id);

-- What consent-service has told. It decides; these tables only remember.
create table purposes (
  tenant_id     uuid        not null,
  code          text        not null,
  version       int         not null,
  fields        text[]      not null,
  registered_at timestamptz not null,
  primary key (tenant_id, code)
);
create table processing_states (
  tenant_id   uuid        not null,
  card_id     uuid        not null,
  purpose     text        not null,
  status      text        not null,
  fields      text[]      not null,
  valid_until timestamptz,
  revision    bigint      not null,
  changed_at  timestamptz not null,
  primary key (tenant_id, card_id, purpose)
);
create index processing_states_by_purpose on processing_states (tenant_id, purpose, status, card_id);

create table imports (
  id          uuid        primary key,
  tenant_id   uuid        not null,
  caller_id   text        not null,
  state       text        not null check (state in ('running', 'finished', 'stopped')),
  created     bigint      not null default 0,
  rejected    bigint      not null default 0,
  -- keyed digest of all that was sent, to know the same import when it is sent again
  digest      bytea,
  started_at  timestamptz not null,
  finished_at timestamptz
);
create table import_rejects (
  tenant_id uuid   not null,
  import_id uuid   not null references imports,
  number    bigint not null,
  file      int    not null,
  line      bigint not null,
  reason    text   not null,
  detail    text   not null,
  primary key (tenant_id, import_id, number)
);

do $$
declare
  name text;
begin
  foreach name in array array['cards', 'blind_indexes', 'purposes', 'processing_states', 'imports', 'import_rejects'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_isolation on %I'
      ' using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)'
      ' with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert on cards to ${app_role};
grant update (revision, value_names, value_sealed, value_sources, sources, updated_at) on cards to ${app_role};
grant select, insert, delete on blind_indexes to ${app_role};
grant select, insert, update on purposes to ${app_role};
grant select, insert, update on processing_states to ${app_role};
grant select, insert on imports to ${app_role};
grant update (state, created, rejected, digest, finished_at) on imports to ${app_role};
grant select, insert on import_rejects to ${app_role};
