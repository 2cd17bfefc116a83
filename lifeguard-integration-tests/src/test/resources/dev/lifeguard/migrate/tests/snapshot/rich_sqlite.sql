create table Users (
   ID integer primary key autoincrement, -- the number
   [first name] text not null default 'it''s' collate nocase,
   "key" int CHECK("key" > -1 and  "key"<>- 5),
   `order` decimal ( 10 , 2 ) default (1 + 2), mail VARCHAR(40) UNIQUE ON CONFLICT IGNORE,
   boss int references users ( id ) on delete set null on update no action
       deferrable initially deferred,
   created timestamp default current_timestamp NOT NULL,
   full_name text generated always as ("first name" || ' ' || mail) stored,
   half as (ID/2),
   status text constraint known check (status in ("new", 'old')),
   note null,
   constraint one_mail unique ( mail, [key] desc ),
   check (length(mail)>3) check (ID<>7)
   /* the end */
);
create table pairs(a text, b int, c any, primary key (a, b)) without rowid, strict;
CREATE TABLE a(id integer primary key, b_id int references b(id));
CREATE TABLE b(id integer primary key, a_id int references a(id));
CREATE TABLE odd("a""b" "my type", [from] int default -1.5e3, ä text default x'0a',
    "select" text not null on conflict replace default 'a
b;c -- no comment' , empty default '',
    foreign key ([from], "select") references "a b"("x", y) match full on delete cascade);
CREATE TABLE "a b"(x int, y text, unique (x, y) on conflict fail);
create index  users_by_key on Users ( "key" asc , lower(mail) desc, status collate nocase )
    where  status is not null and created>'2020';
create unique index if not exists main.u on users(boss,"ID");
create index "odd one" on odd ([from] + 1, -ä, "a""b");
create view v1 as select id,  mail||'x' , count(*) from users where mail like '%a'
    group by id having count(*)>1 order by id desc limit 3 offset 2;
create view v0 as select u.* from v1 left join users u on u.id=v1.id, b where status = 'a'
    and u."status"<>'zz' union all select users.* from users natural join a where id is not distinct from 3;
create view v2(x, [y z]) as with recursive t(n) as (values(1) union all select n+1 from t where n<5)
    select n, case when n=1 then 'one' else 'more' end from t;
create view v3 as select "status", "nobody", max("key", 3) as "key" from "users" where not exists
    (select 1 from "pairs" where a = cast(status as text) and b in (1, 2) and a not like 'x%');
create view v4 as select id, row_number() over (partition by boss order by id desc) as n,
    mail -> '$.a' ->> 'b' as j from users where id & ~1 <= 7 or mail glob 'a*' and -id < - -1;
create trigger t1 after update of mail, "key" on users when new.mail <> old.mail begin
  -- a remark
  insert or replace into a(id, b_id) values (new.id, 1);
  update b set a_id = 'a
b' where id = new.id; select raise(abort, 'no; never'); delete from a where id=1; end;
create trigger main.t2 instead of insert on v1 for each row begin select 1; end;
create trigger t3 delete on a begin select case when old.id = 1 then raise(ignore) end;
  insert into b(id) values (old.id) on conflict (id) do update set a_id = excluded.a_id; end;
create virtual table docs using fts5(title , body,  tokenize = "porter ascii" );
create virtual table boxes using rtree(id,minx,maxx);
