-- Audit records leave under a number, and go when audit-service has answered with their place in the log (docs/adr/0017).

-- How this database numbers its audit records: without a gap, in the order in which they leave. The stream's id is made
-- once for a database; another stream begins when an older copy of it has given out numbers again.
create table audit_stream (
  only_row    boolean primary key default true check (only_row),
  stream      uuid    not null default gen_random_uuid(),
  next_number bigint  not null default 0 check (next_number >= 0),
  -- The instance that numbered last: another one first looks whether all of that one's batches have left.
  relay       uuid
) with (fillfactor = 50);
insert into audit_stream default values;
grant select on audit_stream to ${app_role};
grant update (stream, next_number, relay) on audit_stream to ${app_role};

-- Which rows of the outbox have which numbers, a row for each batch: seqs[1] has first_number. Committed before any of it
-- is sent, so that what is sent again has the same number. Gone with the last of its records.
create table audit_batches (
  batch        bigint      generated always as identity primary key,
  stream       uuid        not null,
  first_number bigint      not null,
  seqs         bigint[]    not null,
  numbered_at  timestamptz not null default now(),
  sent_at      timestamptz,
  tries        int         not null default 0,
  unique (stream, first_number)
) with (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);
alter table audit_batches enable row level security;
alter table audit_batches force row level security;
create policy batches_are_the_relays on audit_batches
  using (current_setting('app.system', true) = 'on')
  with check (current_setting('app.system', true) = 'on');
grant select, insert on audit_batches to ${app_role};
grant update (sent_at, tries) on audit_batches to ${app_role};

-- The only way out of the outbox. The service's role may not delete rows by itself: it says of which records it has a
-- receipt, and those go that have this number in this stream and are this very event.
create policy outbox_purged_by_receipt on outbox for delete
  using (current_setting('app.system', true) = 'on' and topic = 'audit' and published_at is not null);

create function purge_answered(of_stream uuid, first bigint, ids uuid[]) returns void
  language sql security definer set search_path from current as $$
  with hit as (
    select b.batch, b.seqs, b.first_number from audit_batches b
    where b.stream = of_stream and b.first_number < first + cardinality(ids)
      and b.first_number >= coalesce(
        (select max(p.first_number) from audit_batches p where p.stream = of_stream and p.first_number <= first), first)
  ), answered as (
    select s.seq, ids[h.first_number + s.n - first] as event_id
    from hit h cross join unnest(h.seqs) with ordinality as s (seq, n)
  ), gone as (
    -- By an array, not by a join, which is planned as a walk over the whole outbox while that is small.
    delete from outbox o
    where o.seq = any(array(select a.seq from answered a))
      and (o.seq, o.event_id) in (select a.seq, a.event_id from answered a)
    returning o.seq
  )
  delete from audit_batches b using hit h
  where b.batch = h.batch
    and ((select count(*) from gone g where g.seq = any(b.seqs)) = cardinality(b.seqs)
         or not exists (select from outbox o where o.seq = any(b.seqs) and o.seq not in (select g.seq from gone g)))
$$;
revoke execute on function purge_answered(uuid, bigint, uuid[]) from public;
grant execute on function purge_answered(uuid, bigint, uuid[]) to ${app_role};

-- States that wait are found without a walk over all records that wait with them, while Kafka is away.
create index outbox_states_waiting on outbox (seq) where published_at is null and topic <> 'audit';

-- Records from before have left without a number: each gets one and leaves once more, or it would never go.
alter table outbox no force row level security;
update outbox set published_at = null where topic = 'audit';
alter table outbox force row level security;

-- The identity that Kafka gave to each topic. Another one means that the topic was lost and made anew.
create table topic_ids (
  topic    text primary key,
  topic_id text not null
);
grant select, insert, update on topic_ids to ${app_role};

-- A position counts in the topic that it was reached in.
alter table inbox_positions add column topic_id text;

-- The next numbers, for records that have none. Rows are marked, numbered and told back in one statement.
create function number_audit_records(most int, by_relay uuid)
  returns table (seq bigint, event_id uuid, tenant_id uuid, topic text, key text, type text, subject text, at timestamptz,
                 data text, of_stream uuid, number bigint, of_batch bigint, before uuid)
  language sql as $$
  with taken as (
    update outbox o set published_at = now()
    where o.seq = any(array(
      select w.seq from outbox w where w.published_at is null and w.topic = 'audit' order by w.seq limit most))
    returning o.*
  ), numbered as (
    update audit_stream s set relay = by_relay, next_number = s.next_number + (select count(*) from taken)
    where exists (select from taken)
    returning s.stream, old.next_number as first_number, old.relay as before
  ), kept as (
    insert into audit_batches (stream, first_number, seqs)
    select n.stream, n.first_number, (select array_agg(t.seq order by t.seq) from taken t) from numbered n
    returning batch
  )
  select t.seq, t.event_id, t.tenant_id, t.topic, t.key, t.type, t.subject, t.at, t.data,
         n.stream, n.first_number + row_number() over (order by t.seq) - 1, k.batch, n.before
  from taken t cross join numbered n cross join kept k order by t.seq
$$;

-- The oldest batches of which not all may have left, or that have no receipt for too long. Their records without a number
-- are answered, and gone.
create function audit_records_due(after_seconds double precision, most int)
  returns table (seq bigint, event_id uuid, tenant_id uuid, topic text, key text, type text, subject text, at timestamptz,
                 data text, of_stream uuid, number bigint, of_batch bigint)
  language sql stable as $$
  select o.seq, o.event_id, o.tenant_id, o.topic, o.key, o.type, o.subject, o.at, o.data,
         d.stream, d.first_number + s.n - 1, d.batch
  from (
    select * from audit_batches b
    where b.sent_at is null or b.sent_at < now() - make_interval(secs => after_seconds) * 2 ^ least(b.tries - 1, 10)
    order by b.batch limit most
  ) d cross join unnest(d.seqs) with ordinality as s (seq, n) left join outbox o on o.seq = s.seq
  order by d.batch, s.n
$$;

-- Topics that are other ones than they were. What was told in them is told again: all states, and audit records without a
-- receipt.
create function topics_made_anew(names text[], ids text[]) returns setof text language plpgsql as $$
declare
  anew text[];
begin
  with kept as (
    insert into topic_ids as known (topic, topic_id) select * from unnest(names, ids)
    on conflict (topic) do update set topic_id = excluded.topic_id where known.topic_id <> excluded.topic_id
    returning topic, old.topic_id as before
  )
  select array_agg(topic) filter (where before is not null) into anew from kept;
  if anew is not null then
    update outbox set published_at = null where topic = any(anew) and topic <> 'audit' and published_at is not null;
    update audit_batches set sent_at = null where 'audit' = any(anew) and sent_at is not null;
  end if;
  return query select unnest(anew);
end
$$;

-- What has not left, what has and has no receipt, and the age of the oldest in seconds. Counts end at 100,000.
create function outbox_backlog(out unsent bigint, out unanswered bigint, out age double precision)
  language sql stable as $$
  select (select count(*) from (select from outbox where published_at is null limit 100000) w),
         (select coalesce(sum(cardinality(seqs)), 0) from (select seqs from audit_batches limit 100000) b),
         greatest(0, coalesce(extract(epoch from now() - least(
           (select at from outbox where published_at is null order by seq limit 1),
           (select numbered_at from audit_batches order by batch limit 1))), 0))
$$;
