-- What rules find in tenants' logs (docs/adr/0021).

-- Findings. What was counted is in the log; here is what it came to. Whether one is closed follows from holds_until.
create table findings (
  id              uuid        primary key,
  tenant_id       uuid        not null,
  rule            text        not null,
  title           text        not null,
  level           text        not null check (level in ('informational', 'low', 'medium', 'high', 'critical')),
  -- The values that the rule counts apart, as they are in the log.
  group_values    text[]      not null,
  person          uuid,
  card            uuid,
  opened_at       timestamptz not null,
  opened_leaf     bigint      not null,
  holds_until     timestamptz not null,
  first_leaf      bigint      not null,
  last_leaf       bigint      not null,
  threshold       bigint      not null,
  events          bigint      not null,
  evidence        bigint[]    not null check (cardinality(evidence) between 0 and 100),
  acknowledged_by text,
  acknowledged_at timestamptz,
  reason          text,
  unique (tenant_id, rule, group_values, opened_leaf),
  check ((acknowledged_by is null) = (acknowledged_at is null)),
  check ((acknowledged_by is null) = (reason is null))
);
create index findings_newest_first on findings (tenant_id, opened_leaf desc, id);

-- Whom a finding is told to, until they have taken it. It is told as the entry that the log has of it.
create table finding_notices (
  tenant_id    uuid        not null,
  finding      uuid        not null,
  channel      text        not null check (channel in ('webhook', 'mail')),
  leaf_index   bigint      not null,
  attempts     integer     not null default 0 check (attempts >= 0),
  due_at       timestamptz not null default now(),
  delivered_at timestamptz,
  given_up_at  timestamptz,
  primary key (tenant_id, finding, channel),
  check (delivered_at is null or given_up_at is null)
);
create index finding_notices_due on finding_notices (tenant_id, due_at)
  where delivered_at is null and given_up_at is null;

-- What a tenant's people have set, in the place of what is configured for them.
create table detection_choices (
  tenant_id      uuid        primary key,
  revision       bigint      not null check (revision > 0),
  zone           text,
  honey_cards    uuid[]      not null,
  rules_off      text[]      not null,
  ceiling_rules  text[]      not null,
  ceiling_values int[]       not null,
  changed_by     text        not null,
  changed_at     timestamptz not null default now(),
  check (cardinality(ceiling_rules) = cardinality(ceiling_values))
);

do $$
declare
  name text;
begin
  foreach name in array array['findings', 'finding_notices', 'detection_choices'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_isolation on %I'
      ' using (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))'
      ' with check (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))', name);
  end loop;
end $$;
grant select, insert, update on detection_choices to ${app_role};
grant select, insert on findings, finding_notices to ${app_role};
grant update (holds_until, last_leaf, events, evidence, acknowledged_by, acknowledged_at, reason) on findings
  to ${app_role};
grant update (attempts, due_at, delivered_at, given_up_at) on finding_notices to ${app_role};

-- What was acknowledged stays so, by whom it was.
create function findings_stay() returns trigger language plpgsql as $$
begin
  if old.acknowledged_at is not null and (new.acknowledged_at, new.acknowledged_by, new.reason)
      is distinct from (old.acknowledged_at, old.acknowledged_by, old.reason) then
    raise exception 'an acknowledgement stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger findings_stay before update on findings for each row execute function findings_stay();

-- Whose logs there are: nobody is configured for detection, everybody has it.
create table log_tenants (
  tenant_id uuid primary key
);
grant select, insert on log_tenants to ${app_role};

-- How far the log was looked through for tenants, and from where on findings are opened: what an installation had before
-- it had detections is counted, and accuses nobody.
create table log_tenants_head (
  only_row  boolean primary key default true check (only_row),
  next_leaf bigint  not null check (next_leaf >= 0),
  since     bigint  not null check (since >= 0)
);
insert into log_tenants_head (next_leaf, since) select 0, size from log_head;
grant select on log_tenants_head to ${app_role};
grant update (next_leaf) on log_tenants_head to ${app_role};

-- The system reads no entry; this tells it whose they are and nothing else.
do $$
begin
  if not exists (select from pg_policy where polrelid = 'entries'::regclass and polname = 'tenants_of_entries') then
    create policy tenants_of_entries on entries for select to current_user using (true);
  end if;
end
$$;
create function tenants_of(from_leaf bigint, below_leaf bigint) returns table (tenant_id uuid)
  language sql stable security definer set search_path from current as $$
  select distinct e.tenant_id from entries e where e.leaf_index >= from_leaf and e.leaf_index < below_leaf
$$;
revoke execute on function tenants_of(bigint, bigint) from public;
grant execute on function tenants_of(bigint, bigint) to ${app_role};
