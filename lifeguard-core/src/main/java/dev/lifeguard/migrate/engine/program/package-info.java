/** What a migration runs, a script's section or Java code, as statements. */
@NullMarked
package dev.lifeguard.migrate.engine.program;

import org.jspecify.annotations.NullMarked;
