/** What a person or a program is told: text, JSON and progress. */
@NullMarked
package dev.lifeguard.migrate.cli.output;

import org.jspecify.annotations.NullMarked;
