/** One page about a database and its migrations, as a file or served while a run goes on. */
@NullMarked
package dev.lifeguard.migrate.inspect.report;

import org.jspecify.annotations.NullMarked;
