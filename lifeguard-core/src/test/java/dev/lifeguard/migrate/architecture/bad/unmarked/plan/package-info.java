/** Says it. */
@NullMarked
package dev.lifeguard.migrate.architecture.bad.unmarked.plan;

import org.jspecify.annotations.NullMarked;
