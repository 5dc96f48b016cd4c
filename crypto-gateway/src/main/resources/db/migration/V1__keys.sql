-- Keys, each wrapped by the one above it. Nothing in here opens anything without Vault.
-- ${app_role} may add rows and read them, and so far neither change nor delete one.

create table tenant_keys (
  tenant_id  uuid        not null,
  version    int         not null check (version > 0),
  key_id     uuid        not null,
  wrapped    text        not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version),
  unique (tenant_id, key_id)
);
alter table tenant_keys enable row level security;
alter table tenant_keys force row level security;
create policy tenant_isolation on tenant_keys
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on tenant_keys to ${app_role};

-- Blind-index keys are derived from these. A new version means a second index beside the old one.
create table index_secrets (
  tenant_id  uuid        not null,
  version    int         not null check (version > 0),
  key_id     uuid        not null,
  wrapped    text        not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version),
  unique (tenant_id, key_id)
);
alter table index_secrets enable row level security;
alter table index_secrets force row level security;
create policy tenant_isolation on index_secrets
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on index_secrets to ${app_role};

-- One key per card. tenant_key_version says which rows a rotation has still to wrap anew.
create table subject_keys (
  tenant_id          uuid        not null,
  key_id             uuid        not null,
  subject_id         uuid        not null,
  tenant_key_version int         not null,
  wrapped            bytea       not null,
  created_at         timestamptz not null default now(),
  primary key (tenant_id, key_id),
  unique (tenant_id, subject_id),
  foreign key (tenant_id, tenant_key_version) references tenant_keys (tenant_id, version)
);
alter table subject_keys enable row level security;
alter table subject_keys force row level security;
create policy tenant_isolation on subject_keys
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on subject_keys to ${app_role};
