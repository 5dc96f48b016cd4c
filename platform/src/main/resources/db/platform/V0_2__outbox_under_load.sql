-- A queue that is kept: each published row leaves dead entries at the front of the relay's index, over which every batch
-- would walk. Vacuum comes by number of rows, not by a share of a table that only grows.
alter table outbox set (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0.2
);
-- Receivers know an event by its id; here nobody looks for one, and an index of random ids is what an insert pays most for.
alter table outbox drop constraint outbox_event_id_key;
