package dev.lifeguard.migrate.architecture.bad.exports.exported;

import dev.lifeguard.migrate.architecture.bad.exports.inside.Inner;

/**
 * A record of what is not exported.
 *
 * @param inner that
 */
public record TakesOne(Inner inner) {}
