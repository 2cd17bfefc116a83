/** What users see of a plan and of the status, and the checks that they add. */
@NullMarked
package dev.lifeguard.migrate.plan;

import org.jspecify.annotations.NullMarked;
