/** What the demo shows beyond the commands; no part of the command line. */
@NullMarked
package dev.lifeguard.migrate.cli.demo;

import org.jspecify.annotations.NullMarked;
