/** This process: its signals, its log, and what it was built from. */
@NullMarked
package dev.lifeguard.migrate.cli.process;

import org.jspecify.annotations.NullMarked;
