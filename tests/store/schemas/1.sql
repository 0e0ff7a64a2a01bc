CREATE TABLE schema_migration (number INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, applied_at VARCHAR NOT NULL);
CREATE TABLE note (path VARCHAR NOT NULL PRIMARY KEY, digest VARCHAR NOT NULL, reader VARCHAR NOT NULL);
CREATE TABLE meeting (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                path VARCHAR NOT NULL REFERENCES note (path),
                key VARCHAR NOT NULL,
                date DATE,
                title VARCHAR NOT NULL,
                participants JSON NOT NULL
            );
CREATE TABLE item (
                key VARCHAR NOT NULL PRIMARY KEY,
                text TEXT NOT NULL,
                owners JSON NOT NULL,
                due DATE,
                wake DATE,
                status VARCHAR NOT NULL,
                kind VARCHAR NOT NULL,
                refs JSON NOT NULL,
                first_stated DATE,
                last_stated DATE,
                times_stated INTEGER NOT NULL,
                closed_on DATE,
                gone BOOLEAN NOT NULL
            );
CREATE TABLE statement (
                path VARCHAR NOT NULL,
                key VARCHAR NOT NULL,
                date DATE,
                line INTEGER NOT NULL,
                text TEXT NOT NULL,
                words TEXT NOT NULL,
                context TEXT NOT NULL,
                owners JSON NOT NULL,
                people JSON NOT NULL,
                due DATE,
                wake DATE,
                status VARCHAR NOT NULL,
                kind VARCHAR NOT NULL,
                refs JSON NOT NULL,
                item_key VARCHAR,
                listed BOOLEAN NOT NULL,
                from_agenda BOOLEAN NOT NULL,
                gone BOOLEAN NOT NULL,
                item VARCHAR REFERENCES item (key),
                PRIMARY KEY (path, key)
            );
CREATE TABLE batch (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at VARCHAR NOT NULL, actor VARCHAR NOT NULL, command VARCHAR NOT NULL);
CREATE TABLE event (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                batch INTEGER NOT NULL REFERENCES batch (id),
                said_on DATE NOT NULL,
                date DATE NOT NULL,
                actor VARCHAR NOT NULL,
                item VARCHAR NOT NULL,
                what VARCHAR NOT NULL,
                before VARCHAR NOT NULL,
                after VARCHAR NOT NULL,
                note VARCHAR NOT NULL,
                said BOOLEAN NOT NULL
            );
CREATE INDEX ix_meeting_path ON meeting (path);
CREATE INDEX ix_meeting_date ON meeting (date);
CREATE INDEX item_status ON item (status);
CREATE INDEX statement_key ON statement (key);
CREATE INDEX statement_item ON statement (item);
CREATE INDEX ix_event_batch ON event (batch);
CREATE INDEX event_item ON event (item);
INSERT INTO schema_migration (number, name, applied_at) VALUES ('1', 'notes, items and what people said', '2031-05-20T00:00:00+00:00');
INSERT INTO note (path, digest, reader) VALUES ('notes/2031-04-03.md', '19846b8210109b5530e6f44e4b41d5d4b886092eb877f1ad482a7c8c14737be5', 'ede324c9c16003ec');
INSERT INTO note (path, digest, reader) VALUES ('notes/2031-04-17.md', 'd2ad3f8a17f0734242d11e63019babb28a74ab5173a40334ba64466a97594817', 'ede324c9c16003ec');
INSERT INTO note (path, digest, reader) VALUES ('notes/undated.md', 'c7fba118f908f1fffe14393cbbed22c9842327bc33af966d83db4accd60e503e', 'ede324c9c16003ec');
INSERT INTO meeting (id, path, key, date, title, participants) VALUES ('2', 'notes/2031-04-17.md', 'bm7qjzx', '2031-04-17', 'Lighthouse keepers, 17 April 2031', '["Ida", "Noor"]');
INSERT INTO meeting (id, path, key, date, title, participants) VALUES ('3', 'notes/undated.md', 'vc6b4qv', NULL, 'Odds and ends', '[]');
INSERT INTO meeting (id, path, key, date, title, participants) VALUES ('4', 'notes/2031-04-03.md', 'r7jj2m8', '2031-04-03', 'Lighthouse keepers, 3 April 2031', '["Ida", "Noor", "\u00c5sa"]');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('kfzztf2', 'order lamp oil', '["Noor"]', NULL, NULL, 'done', 'action', '[]', '2031-04-03', '2031-04-03', '1', '2031-04-03', '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('mupm3a2', 'paint the gate', '["Noor"]', NULL, NULL, 'dropped', 'action', '[]', '2031-04-03', '2031-04-03', '1', '2031-05-20', '1');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('nxt3xg2', 'label the shelves in the cellar', '["Noor"]', NULL, NULL, 'open', 'action', '[]', NULL, NULL, '1', NULL, '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('qgrtgv3', 'copy the logbook; the old one''s spine is broken', '["\u00c5sa", "Noor"]', NULL, NULL, 'done', 'action', '[]', '2031-04-03', '2031-04-17', '2', '2031-05-02', '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('rpy4wgm', 'repair the "north" lamp''s shutter by 2031-04-30', '["Ida"]', '2031-04-30', NULL, 'open', 'action', '[]', '2031-04-03', '2031-04-17', '2', NULL, '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('tzc9j99', 'someone to sweep the stairs', '[]', NULL, NULL, 'dropped', 'action', '[]', '2031-04-17', '2031-04-17', '1', '2031-04-17', '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('vjqqvj6', 'ask the harbour office for a spare key', '["Ida", "\u00c5sa"]', '2031-06-01', NULL, 'open', 'action', '[]', '2031-04-17', '2031-04-17', '1', NULL, '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('yc44dhc', 'comment on lamp-example/tower#12', '["Ida"]', NULL, NULL, 'in_progress', 'action', '["lamp-example/tower#12"]', '2031-04-03', '2031-04-03', '1', NULL, '0');
INSERT INTO item (key, text, owners, due, wake, status, kind, refs, first_stated, last_stated, times_stated, closed_on, gone) VALUES ('ztqhne7', 'reassess in 6 weeks whether the fog horn is still wanted', '["group"]', NULL, '2031-05-15', 'open', 'reassess', '[]', '2031-04-03', '2031-04-03', '1', NULL, '0');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-03.md', 'kfzztf2', '2031-04-03', '6', 'order lamp oil', 'order lamp oil', 'Present: Ida, Noor, Åsa
Lighthouse keepers, 3 April 2031', '["Noor"]', '["noor"]', NULL, NULL, 'done', 'action', '[]', NULL, '0', '0', '0', 'kfzztf2');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-03.md', 'mupm3a2', '2031-04-03', '10', 'paint the gate', 'paint the gate', 'Present: Ida, Noor, Åsa
Lighthouse keepers, 3 April 2031', '["Noor"]', '["noor"]', NULL, NULL, 'open', 'action', '[]', NULL, '0', '0', '1', 'mupm3a2');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-03.md', 'qgrtgv3', '2031-04-03', '7', 'copy the logbook; the old one''s spine is broken', 'copy the logbook the old one s spine is broken', 'Present: Ida, Noor, Åsa
Lighthouse keepers, 3 April 2031', '["\u00c5sa"]', '[]', NULL, NULL, 'open', 'action', '[]', NULL, '0', '0', '0', 'qgrtgv3');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-03.md', 'rpy4wgm', '2031-04-03', '5', 'repair the "north" lamp''s shutter by 2031-04-30', 'repair the north lamp s shutter', 'Present: Ida, Noor, Åsa
Lighthouse keepers, 3 April 2031', '["Ida"]', '["ida"]', '2031-04-30', NULL, 'open', 'action', '[]', NULL, '0', '0', '0', 'rpy4wgm');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-03.md', 'yc44dhc', '2031-04-03', '9', 'comment on lamp-example/tower#12', 'comment on lamp example tower 12', 'Present: Ida, Noor, Åsa
Lighthouse keepers, 3 April 2031', '["Ida"]', '["ida"]', NULL, NULL, 'open', 'action', '["lamp-example/tower#12"]', NULL, '0', '0', '0', 'yc44dhc');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-03.md', 'ztqhne7', '2031-04-03', '8', 'reassess in 6 weeks whether the fog horn is still wanted', 'reassess whether the fog horn is still wanted', 'Present: Ida, Noor, Åsa
Lighthouse keepers, 3 April 2031', '["group"]', '[]', '2031-05-15', '2031-05-15', 'open', 'reassess', '[]', NULL, '0', '0', '0', 'ztqhne7');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-17.md', 'erpy843', '2031-04-17', '5', 'repair the "north" lamp''s shutter', 'repair the north lamp s shutter', 'Present: Ida, Noor
Lighthouse keepers, 17 April 2031', '["Ida"]', '["ida"]', NULL, NULL, 'open', 'action', '[]', NULL, '0', '0', '0', 'rpy4wgm');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-17.md', 'mc2zv2d', '2031-04-17', '6', 'copy the logbook; the old one''s spine is broken', 'copy the logbook the old one s spine is broken', 'Present: Ida, Noor
Lighthouse keepers, 17 April 2031', '["\u00c5sa", "Noor"]', '["noor"]', NULL, NULL, 'open', 'action', '[]', NULL, '0', '0', '0', 'qgrtgv3');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-17.md', 'tzc9j99', '2031-04-17', '8', 'someone to sweep the stairs', 'someone to sweep the stairs', 'Present: Ida, Noor
Lighthouse keepers, 17 April 2031', '[]', '[]', NULL, NULL, 'dropped', 'action', '[]', NULL, '0', '0', '0', 'tzc9j99');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/2031-04-17.md', 'vjqqvj6', '2031-04-17', '7', 'ask the harbour office for a spare key', 'ask the harbour office for a spare key', 'Present: Ida, Noor
Lighthouse keepers, 17 April 2031', '["Noor"]', '["noor"]', NULL, NULL, 'open', 'action', '[]', NULL, '0', '0', '0', 'vjqqvj6');
INSERT INTO statement (path, key, date, line, text, words, context, owners, people, due, wake, status, kind, refs, item_key, listed, from_agenda, gone, item) VALUES ('notes/undated.md', 'nxt3xg2', NULL, '3', 'label the shelves', 'label the shelves', 'Odds and ends', '["Noor"]', '["noor"]', NULL, NULL, 'open', 'action', '[]', NULL, '0', '0', '0', 'nxt3xg2');
INSERT INTO batch (id, at, actor, command) VALUES ('1', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack ingest');
INSERT INTO batch (id, at, actor, command) VALUES ('2', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack ingest');
INSERT INTO batch (id, at, actor, command) VALUES ('3', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack done rpy4wgm -m the hinge was rusty');
INSERT INTO batch (id, at, actor, command) VALUES ('4', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack reopen rpy4wgm');
INSERT INTO batch (id, at, actor, command) VALUES ('5', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack assign vjqqvj6 Ida Åsa');
INSERT INTO batch (id, at, actor, command) VALUES ('6', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack due vjqqvj6 2031-06-01');
INSERT INTO batch (id, at, actor, command) VALUES ('7', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack edit nxt3xg2 label the shelves in the cellar');
INSERT INTO batch (id, at, actor, command) VALUES ('8', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack start yc44dhc');
INSERT INTO batch (id, at, actor, command) VALUES ('9', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack drop mupm3a2 --by Noor');
INSERT INTO batch (id, at, actor, command) VALUES ('10', '2031-05-20T00:00:00+00:00', 'Robin Example', 'wgtrack done qgrtgv3 --on 2031-05-02');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('1', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'rpy4wgm', 'stated', '', 'repair the "north" lamp''s shutter by 2031-04-30', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('2', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'kfzztf2', 'stated', '', 'order lamp oil', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('3', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'qgrtgv3', 'stated', '', 'copy the logbook; the old one''s spine is broken', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('4', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'ztqhne7', 'stated', '', 'reassess in 6 weeks whether the fog horn is still wanted', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('5', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'yc44dhc', 'stated', '', 'comment on lamp-example/tower#12', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('6', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'mupm3a2', 'stated', '', 'paint the gate', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('7', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'vjqqvj6', 'stated', '', 'ask the harbour office for a spare key', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('8', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'tzc9j99', 'stated', '', 'someone to sweep the stairs', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('9', '1', '2031-05-20', '2031-05-20', 'Robin Example', 'nxt3xg2', 'stated', '', 'label the shelves', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('10', '2', '2031-05-20', '2031-05-20', 'Robin Example', 'mupm3a2', 'gone', '', '', '', '0');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('11', '3', '2031-05-20', '2031-05-20', 'Robin Example', 'rpy4wgm', 'status', 'open', 'done', 'the hinge was rusty', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('12', '4', '2031-05-20', '2031-05-20', 'Robin Example', 'rpy4wgm', 'status', 'done', 'open', '', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('13', '5', '2031-05-20', '2031-05-20', 'Robin Example', 'vjqqvj6', 'owners', 'Noor', 'Ida, Åsa', '', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('14', '6', '2031-05-20', '2031-05-20', 'Robin Example', 'vjqqvj6', 'due', '', '2031-06-01', '', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('15', '7', '2031-05-20', '2031-05-20', 'Robin Example', 'nxt3xg2', 'text', 'label the shelves', 'label the shelves in the cellar', '', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('16', '8', '2031-05-20', '2031-05-20', 'Robin Example', 'yc44dhc', 'status', 'open', 'in_progress', '', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('17', '9', '2031-05-20', '2031-05-20', 'Noor', 'mupm3a2', 'status', 'open', 'dropped', '', '1');
INSERT INTO event (id, batch, said_on, date, actor, item, what, before, after, note, said) VALUES ('18', '10', '2031-05-20', '2031-05-02', 'Robin Example', 'qgrtgv3', 'status', 'open', 'done', '', '1');
