-- The digest of a request is keyed by a version of the index keys, and that version ends. Whatever is here was made with
-- the first one, unless the keys were rotated before this column came.
alter table imports add column digest_version int not null default 1 check (digest_version > 0);
grant update (digest_version) on imports to ${app_role};
