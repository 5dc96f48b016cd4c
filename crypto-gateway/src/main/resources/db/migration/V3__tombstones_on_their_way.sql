-- Whether Kafka has a tombstone is asked for with every erasure. While the broker is away everything waits in the outbox,
-- and to find one event there a question would walk over all of them, ten times a second.
create index tombstones_on_their_way on outbox (key) where topic = 'tombstones' and published_at is null;
