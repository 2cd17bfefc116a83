package dev.lifeguard.migrate.architecture.bad.databases.dialect.sqlite;

import dev.lifeguard.migrate.architecture.bad.databases.dialect.mysql.Own;

/** Answers as another database does. */
record AsOnTheOther(Own own) {}
