-- What every service keeps beside its own tables. Runs as the owner; the service itself connects as ${app_role},
-- which owns nothing and cannot bypass row-level security.

-- Events that wait for the relay. They stay after publication until the log has answered with their place in it.
create table outbox (
  seq          bigint generated always as identity primary key,
  event_id     uuid        not null unique,
  tenant_id    uuid        not null,
  topic        text        not null,
  key          text        not null,
  type         text        not null,
  subject      text,
  at           timestamptz not null,
  data         text        not null,
  published_at timestamptz
) with (fillfactor = 80);
create index outbox_unpublished on outbox (seq) where published_at is null;
alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_written_by_tenant on outbox for insert
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy outbox_read_by_relay on outbox for select
  using (current_setting('app.system', true) = 'on');
create policy outbox_marked_by_relay on outbox for update
  using (current_setting('app.system', true) = 'on');
grant select, insert on outbox to ${app_role};
grant update (published_at) on outbox to ${app_role};

-- Which events this service has handled. Ids only: nothing of a tenant is in here.
create table inbox (
  event_id    uuid primary key,
  received_at timestamptz not null default now()
);
grant select, insert on inbox to ${app_role};

-- Messages that no handler can read, kept for a person to look at.
create table inbox_rejects (
  topic         text        not null,
  partition     int         not null,
  record_offset bigint      not null,
  key           text,
  data          bytea,
  why           text        not null,
  received_at   timestamptz not null default now(),
  primary key (topic, partition, record_offset)
);
grant select, insert on inbox_rejects to ${app_role};

create table idempotency_keys (
  tenant_id   uuid        not null,
  caller_id   text        not null,
  key         text        not null,
  fingerprint bytea       not null,
  resource    text,
  at          timestamptz not null default now(),
  primary key (tenant_id, caller_id, key)
);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant_isolation on idempotency_keys
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert on idempotency_keys to ${app_role};
grant update (resource) on idempotency_keys to ${app_role};
