/** What a run did, as it happens and at its end. */
@NullMarked
package dev.lifeguard.migrate.report;

import org.jspecify.annotations.NullMarked;
