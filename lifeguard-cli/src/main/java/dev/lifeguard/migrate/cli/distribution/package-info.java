/**
 * What an archive holds beside the program, written when it is made; no part of the command line.
 */
@NullMarked
package dev.lifeguard.migrate.cli.distribution;

import org.jspecify.annotations.NullMarked;
