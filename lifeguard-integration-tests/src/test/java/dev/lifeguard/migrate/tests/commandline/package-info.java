/** The command line as a process: exit codes, JSON, signals, the embedded server. */
@NullMarked
package dev.lifeguard.migrate.tests.commandline;

import org.jspecify.annotations.NullMarked;
