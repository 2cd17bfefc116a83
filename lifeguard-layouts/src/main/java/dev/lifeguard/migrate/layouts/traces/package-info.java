/** By what another tool's files and tables are known where nobody named it. */
@NullMarked
package dev.lifeguard.migrate.layouts.traces;

import org.jspecify.annotations.NullMarked;
