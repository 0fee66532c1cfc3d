BEGIN TRANSACTION;
CREATE TABLE changes (post INTEGER NOT NULL PRIMARY KEY, generation INTEGER NOT NULL);
INSERT INTO "changes" VALUES(1,1);
INSERT INTO "changes" VALUES(2,1);
CREATE TABLE generations (number INTEGER NOT NULL PRIMARY KEY, key VARCHAR NOT NULL);
INSERT INTO "generations" VALUES(0,'5f15391e602f50d3');
INSERT INTO "generations" VALUES(1,'39b3544cfeed30a9');
CREATE TABLE migrations (
	number INTEGER NOT NULL, 
	applied VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "migrations" VALUES(1,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(7,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(8,'2026-11-26T23:58:06+00:00');
INSERT INTO "migrations" VALUES(9,'2026-11-26T23:58:06+00:00');
CREATE TABLE passages (
            number INTEGER NOT NULL PRIMARY KEY,
            post INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            encoded VARCHAR NOT NULL,
            FOREIGN KEY (post) REFERENCES posts (number) ON DELETE CASCADE
        );
INSERT INTO "passages" VALUES(1,1,0,30,'a36809b7d9de34e1f4551a28f9540b17');
INSERT INTO "passages" VALUES(2,2,0,26,'0f8a703ad3eebfbbfeea5a4f15797a39');
CREATE TABLE pending_ids (
            source VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            outcome VARCHAR NOT NULL,
            PRIMARY KEY (source, id)
        );
CREATE TABLE pending_passages (
            number INTEGER NOT NULL PRIMARY KEY,
            post INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            encoded VARCHAR NOT NULL
        );
CREATE TABLE pending_posts (
            number INTEGER NOT NULL PRIMARY KEY,
            source VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            hash VARCHAR NOT NULL,
            url VARCHAR NOT NULL,
            title VARCHAR NOT NULL,
            published VARCHAR,
            author VARCHAR NOT NULL,
            tags VARCHAR NOT NULL,
            text TEXT NOT NULL,
            blocks TEXT NOT NULL,
            links TEXT NOT NULL,
            guid VARCHAR NOT NULL,
            key VARCHAR NOT NULL,
            address VARCHAR NOT NULL
        );
CREATE TABLE posts (
            number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            source VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            hash VARCHAR NOT NULL,
            url VARCHAR NOT NULL,
            title VARCHAR NOT NULL,
            published VARCHAR,
            author VARCHAR NOT NULL,
            tags VARCHAR NOT NULL,
            text TEXT NOT NULL,
            blocks TEXT NOT NULL, "links" TEXT NOT NULL DEFAULT '[]', "guid" VARCHAR NOT NULL DEFAULT '', "fetched" VARCHAR, "key" VARCHAR NOT NULL DEFAULT '', "address" VARCHAR NOT NULL DEFAULT '',
            UNIQUE (source, id)
        );
INSERT INTO "posts" VALUES(1,'/blog','rye.md','14deb180e854ac0a87a2c5e5d93e9607','','Rye','2019-03-01','','[]','Rye bread must rest for a day.','[[0, 30, "paragraph", 0]]','[]','','2026-11-26T23:58:13+00:00','2f9177c4db','');
INSERT INTO "posts" VALUES(2,'/blog','salt.md','dca1cb6c63ba66aeec348581f467e3bd','','Salt','2020-04-02','','[]','Salt slows the yeast down.','[[0, 26, "paragraph", 0]]','[]','','2026-11-26T23:58:13+00:00','7f87cc68d8','');
CREATE TABLE "redirects" (old VARCHAR NOT NULL PRIMARY KEY, new VARCHAR NOT NULL);
CREATE TABLE sites (source VARCHAR NOT NULL PRIMARY KEY, memory TEXT NOT NULL);
CREATE TABLE sources (
            source VARCHAR NOT NULL PRIMARY KEY,
            base_url VARCHAR,
            include VARCHAR,
            method VARCHAR NOT NULL,
            requests INTEGER NOT NULL,
            seconds FLOAT NOT NULL
        );
INSERT INTO "sources" VALUES('/blog',NULL,NULL,'files',0,1.26724625999941054033e-01);
CREATE TABLE state (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL);
INSERT INTO "state" VALUES('schema','5');
INSERT INTO "state" VALUES('model','toy');
INSERT INTO "state" VALUES('cut','words=120, v6');
INSERT INTO "state" VALUES('vocabulary_coverage','1.000');
INSERT INTO "state" VALUES('unrelated_cosine','0.218');
INSERT INTO "state" VALUES('generation','1');
INSERT INTO "state" VALUES('synced','2026-11-26T23:58:13+00:00');
CREATE TABLE vectors (encoded VARCHAR NOT NULL PRIMARY KEY, vector BLOB NOT NULL, "sentences" BLOB, "parts" INTEGER);
INSERT INTO "vectors" VALUES('a36809b7d9de34e1f4551a28f9540b17',X'1E30783D63C618BB8E5820BDA08C94BE3EB270BD161B8C3C21441A3D6BB1A7BED668A9BE586F6EBED37D59BDDE68A43DFEB26CBDEAA72E3DB7137F3E08F04C3EC1CECA3D831B6D3E8AB7E9BC4403763E3DDD31BEA209B8BEE62927BCF8215BB9246D6B3E8BBB14BEA007C6BC3B68DB3DA33AB2BEEA327BBB91761EBE5003963D',X'53A78C25D4B083B41CAF49A56C2050B444B421B2B8A66B3022B0A8A29D32753055A5953486AC2F32C0B29BB518AF24A56F3329B4CDADEBA181B5CAAF17B2EFA5',1);
INSERT INTO "vectors" VALUES('0f8a703ad3eebfbbfeea5a4f15797a39',X'FC0461BDCBDEC83CDE4EE4BD8E5DB9BD9413E5BDDE8A303D8F022B3EB8536BBEF00985BEF38C103E1E92FDBDF703D33C50240F3E8E1DC53D23A6723EA28FC4BE702319BEDE6624BD2D604BBEBE2A183D7B76BFBE9B10F83D58DF723E074199BC012A69BDD074603D9FF39C3E6696A83E632049BEC3B1743DC2ABEEBDC0618B3D',X'80996E9A1EB1D2AE7DB00B30DD2E6BB2FCB2792BFBB1E0ACCB2CA8300235B6B64DB110A1BCB0832BEDB5DC30FE32DC2584AB15298A34C034AFB14A2F31ABE3A5',1);
CREATE INDEX ix_passages_post ON passages (post);
CREATE INDEX ix_passages_encoded ON passages (encoded);
CREATE UNIQUE INDEX ix_posts_key ON posts (key);
CREATE INDEX ix_posts_address ON posts (address);
CREATE INDEX ix_posts_url ON posts (url);
CREATE INDEX ix_posts_published ON posts (published);
CREATE INDEX ix_pending_posts_key ON pending_posts (key);
CREATE INDEX ix_pending_passages_encoded ON pending_passages (encoded);
CREATE INDEX ix_changes_generation ON changes (generation);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('posts',2);
COMMIT;
