/** The state table: where it is, how it looks, who may use it, and what is said where not. */
@NullMarked
package dev.lifeguard.migrate.tests.statetable;

import org.jspecify.annotations.NullMarked;
