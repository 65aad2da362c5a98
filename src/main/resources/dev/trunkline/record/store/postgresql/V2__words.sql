-- Only PostgreSQL has an index of words. "simple", for nobody says in which language a call was.
alter table call_record add column words_found tsvector generated always as (to_tsvector('simple', words)) stored;

create index call_record_by_words on call_record using gin (words_found);
