-- Reading Keycloak's login and admin events: how far, and what is on record already.

-- Which instance reads, and when one was last through with everything.
create table identity_reader (
  only_row     boolean     primary key default true check (only_row),
  holder       uuid        not null default '00000000-0000-0000-0000-000000000000',
  held_until   timestamptz not null default '-infinity',
  completed_at timestamptz
);
insert into identity_reader default values;
grant select on identity_reader to ${app_role};
grant update (holder, held_until, completed_at) on identity_reader to ${app_role};

-- The time of the newest event that was read. The next reading begins a while before it.
create table identity_positions (
  source text        primary key check (source in ('login', 'admin')),
  newest timestamptz not null
);
grant select, insert on identity_positions to ${app_role};
grant update (newest) on identity_positions to ${app_role};

-- Events that may be read again: Keycloak's ids of those that are dealt with, and the ids that they have in the log, written in the
-- transaction of the record. Random numbers, of no tenant.
create table identity_events (
  event_id uuid        primary key,
  source   text        not null check (source in ('login', 'admin')),
  -- No earlier than the event; rows go when nothing so old is read any more.
  at       timestamptz not null
);
create index identity_events_by_time on identity_events (source, at);
grant select, insert, delete on identity_events to ${app_role};

-- The organizations that an account of Keycloak had when it was last asked for: an event about one that is gone has its place.
create table identity_members (
  account      text not null,
  tenant_id    uuid not null,
  tenant_alias text not null,
  primary key (account, tenant_id)
);
alter table identity_members enable row level security;
alter table identity_members force row level security;
create policy identity_members_of_the_reader on identity_members
  using (current_setting('app.system', true) = 'on')
  with check (current_setting('app.system', true) = 'on');
grant select, insert, delete on identity_members to ${app_role};
