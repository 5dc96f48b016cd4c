-- Outside witnesses (C2SP tlog-witness), and which checkpoints everybody is shown.

-- A cosignature that was verified before it came here. Several of one witness on one checkpoint tell that it was the newest all the time.
create table cosignatures (
  size    bigint      not null references checkpoints,
  vkey    text        not null,
  -- When the witness says that it signed.
  at      timestamptz not null,
  line    text        not null check (line like '— % %' and line not like e'%\n_%'),
  primary key (size, vkey, at)
);
create index cosignatures_by_witness on cosignatures (vkey, at);
create trigger cosignatures_never_change before update or delete or truncate on cosignatures
  for each statement execute function entries_never_change();
grant select, insert on cosignatures to ${app_role};

-- Which checkpoints have been shown. What was shown stays shown, whatever is configured later: a log that shows an older
-- checkpoint than yesterday looks like one that was cut off.
create table published_checkpoints (
  size bigint      primary key references checkpoints,
  at   timestamptz not null default now()
);
create trigger published_checkpoints_never_change before update or delete or truncate on published_checkpoints
  for each statement execute function entries_never_change();
grant select, insert on published_checkpoints to ${app_role};
insert into published_checkpoints (size) select max(size) from checkpoints having max(size) is not null;

-- How far each witness is. No part of the log: when a row is lost or wrong, the witness itself tells what it knows.
create table witness_states (
  vkey     text        primary key,
  size     bigint      not null default 0 check (size >= 0),
  failures integer     not null default 0 check (failures >= 0),
  due_at   timestamptz not null default now()
);
grant select, insert, update on witness_states to ${app_role};

-- Retention asks which checkpoint is so old.
create index checkpoints_by_time on checkpoints (at);
