package dev.lifeguard.migrate.architecture.bad.sql.script;

import java.sql.Clob;

/** Is text of the database. */
record ScriptWithAClob(Clob text) {}
