/**
 * The accounting sample: no sequence of statements, from any number of sessions, makes books wrong.
 */
@NullMarked
package dev.lifeguard.migrate.accounting;

import org.jspecify.annotations.NullMarked;
