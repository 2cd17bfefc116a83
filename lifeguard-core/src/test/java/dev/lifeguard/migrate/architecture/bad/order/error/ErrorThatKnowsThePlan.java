package dev.lifeguard.migrate.architecture.bad.order.error;

import dev.lifeguard.migrate.architecture.bad.order.plan.GoodPlan;

/** Depends on a package below, by way of an array. */
final class ErrorThatKnowsThePlan {

    static int count(Object plans) {
        return plans instanceof GoodPlan[] all ? all.length : 0;
    }
}
