/** Liquibase's formatted SQL. */
@NullMarked
package dev.lifeguard.migrate.layouts.liquibase;

import org.jspecify.annotations.NullMarked;
