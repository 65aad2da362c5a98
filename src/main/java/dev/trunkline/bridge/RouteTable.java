package dev.trunkline.bridge;

import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.PhoneAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which route a called number takes, and what is dialled or said on it. Immutable. */
final class RouteTable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

    private final List<Route> routes;

    /** @param routes the first that serves a number takes it */
    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Who takes a call to {@code called}: by the address itself, by the number in it, or as the rest; or null. */
    @Nullable
    Route of(String called) {
        PhoneAddress address = PhoneAddress.of(called);
        String number = address.number();
        for (String served :
                new String[] {address.text(), number == null ? address.text() : number, Route.EVERY_OTHER_NUMBER}) {
            for (Route route : routes) {
                if (route.numbers().contains(served)) {
                    return route;
                }
            }
        }
        return null;
    }

    /** The route of this name, or null. */
    @Nullable
    Route named(String name) {
        return routes.stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether a route names this address, or the number in it. */
    boolean names(String called) {
        PhoneAddress address = PhoneAddress.of(called);
        String number = address.number();
        return routes.stream()
                .anyMatch(route -> route.numbers().contains(address.text())
                        || (number != null && route.numbers().contains(number)));
    }

    /** What a caller gets whom nobody can serve. */
    CarrierInstruction apology(String callSid, String from, String to) {
        Route route = of(to);
        return route == null
                ? new Apologise(Apologise.SORRY)
                : dialable(callSid, route, route.fallback().apology(), from, to);
    }

    /** The same step with what the phone shows that is rung; without it, when the carrier would refuse to ring it. */
    CarrierInstruction dialable(String callSid, Route route, CarrierInstruction next, String from, String to) {
        CarrierInstruction shown = route.identified(next, from, to);
        if (shown != null) {
            return shown;
        }
        LOG.atWarn()
                .addKeyValue("callSid", callSid)
                .addKeyValue("route", route.name())
                .log(
                        "nobody is dialled: neither caller nor called party has a number to show, give the route a callerId");
        return next instanceof Apologise apology ? new Apologise(apology.words()) : new GoOn();
    }
}
