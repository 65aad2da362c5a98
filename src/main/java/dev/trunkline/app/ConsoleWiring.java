package dev.trunkline.app;

import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.console.page.ConsolePage;
import dev.trunkline.console.page.RouteList;
import dev.trunkline.console.page.RouteList.NamedDestination;
import dev.trunkline.console.page.RouteList.ServedRoute;
import dev.trunkline.console.page.SoftphoneRoutes;
import dev.trunkline.console.page.SoftphoneRoutes.CallableNumber;
import dev.trunkline.console.page.WhoAsks;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.phone.SoftphoneLine;
import java.util.List;

/** The console's page and softphone, beside what operators ask. */
final class ConsoleWiring {

    /** For a route that answers every number and names none: Twilio's own number for tests, which nobody has. */
    private static final String ANY_NUMBER = "+15005550006";

    private static final String EVERY_OTHER_NUMBER = "*"; // of the configuration

    private ConsoleWiring() {}

    /** Adds the page, and what its softphone asks, for those whom the gate lets in. */
    static void contribute(Routes.Builder routes, AdminGate gate, TrunklineConfig config, SoftphoneLine line) {
        ConsolePage.contribute(routes);
        WhoAsks.contribute(routes, gate);
        RouteList.contribute(
                routes,
                gate,
                config.routes().stream().map(ConsoleWiring::served).toList());
        new SoftphoneRoutes(line, numbers(config)).contribute(routes, gate);
    }

    private static ServedRoute served(TrunklineConfig.Route route) {
        return new ServedRoute(
                route.name(),
                route.numbers(),
                route.recording() != null,
                route.destinations().stream()
                        .map(each -> new NamedDestination(each.name(), each.description()))
                        .toList());
    }

    private static List<CallableNumber> numbers(TrunklineConfig config) {
        return config.routes().stream()
                .map(route -> new CallableNumber(
                        route.name(),
                        route.numbers().stream()
                                .filter(number -> !number.equals(EVERY_OTHER_NUMBER))
                                .findFirst()
                                .orElse(ANY_NUMBER)))
                .toList();
    }
}
