package dev.trunkline.bridge;

/**
 * How much may be dialled for callers; 0 is no limit. Transfers are what a model asks for and are limited by all of these; a
 * route's fallback number is dialled when nobody else can help, and is limited by the destination's alone. Immutable.
 *
 * @param enabled false: nobody is dialled at all
 * @param perCall transfers of one call
 * @param perCallerInTenMinutes transfers of one caller's calls, as far as the caller shows a number
 * @param perDestinationPerHour dials of one number
 * @param minutesPerDestinationPerHour how long callers talk there
 * @param perRoutePerHour transfers of all callers of a route
 */
public record DialPolicy(
        boolean enabled,
        int perCall,
        int perCallerInTenMinutes,
        int perDestinationPerHour,
        int minutesPerDestinationPerHour,
        int perRoutePerHour) {

    /** No limit at all. */
    public static DialPolicy unlimited() {
        return new DialPolicy(true, 0, 0, 0, 0, 0);
    }
}
