-- What its client calls a chat: a bridge the call that it is of.
alter table chat add column session_name varchar(512);

create index chat_by_session on chat (session_name);
