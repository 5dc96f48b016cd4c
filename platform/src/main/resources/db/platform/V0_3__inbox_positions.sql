-- How far this database has come in each topic. Kafka knows it too, but a backup that is put back does not turn Kafka
-- back: what this database has not seen must come again. Nothing of a tenant is in here.
create table inbox_positions (
  topic       text   not null,
  partition   int    not null,
  next_offset bigint not null,
  primary key (topic, partition)
) with (fillfactor = 50);
grant select, insert, update on inbox_positions to ${app_role};
