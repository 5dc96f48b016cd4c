-- What the position is about: Kafka's id of a topic. One that was lost and made anew has another.
alter table outlet_positions add column receiver text;
grant update (receiver) on outlet_positions to ${app_role};
