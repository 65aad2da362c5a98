package dev.trunkline.outbound;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a telephone number says of itself: whether there can be one like it, in which country, in which time zones. Thread-safe. */
public final class NumberingPlan {

    private static final String ANYWHERE = "ZZ"; // libphonenumber's word for no country: then a number needs its plus
    private static final Set<PhoneNumberType> COSTLY = EnumSet.of(
            PhoneNumberType.PREMIUM_RATE,
            PhoneNumberType.SHARED_COST,
            PhoneNumberType.PERSONAL_NUMBER,
            PhoneNumberType.PAGER,
            PhoneNumberType.UAN);

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();

    /**
     * A number that somebody can have. Immutable.
     *
     * @param text E.164
     * @param country two letters (ISO 3166), "001" for a number of no country
     * @param zones all in which it may be; empty when nobody knows
     * @param isCostly whether calling it costs more than a call: premium rate, shared cost, or ranges in which somebody may earn by it
     */
    public record Known(String text, String country, List<ZoneId> zones, boolean isCostly) {
        public Known {
            zones = List.copyOf(zones);
        }
    }

    /** Reads a number that is written with its country, in any usual way; null when nobody can have it. */
    public @Nullable Known read(String written) {
        try {
            PhoneNumber number = numbers.parse(written, ANYWHERE);
            if (!numbers.isValidNumber(number) || number.hasExtension()) {
                return null;
            }
            String country = numbers.getRegionCodeForNumber(number);
            return new Known(
                    numbers.format(number, PhoneNumberFormat.E164),
                    country == null ? "001" : country,
                    zones(number),
                    COSTLY.contains(numbers.getNumberType(number)));
        } catch (NumberParseException e) {
            return null;
        }
    }

    /** Whether there is a country of these two letters. */
    public boolean isCountry(String letters) {
        return numbers.getSupportedRegions().contains(letters);
    }

    private List<ZoneId> zones(PhoneNumber number) {
        List<ZoneId> known = new ArrayList<>();
        for (String name : zones.getTimeZonesForNumber(number)) {
            try {
                if (!name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
                    known.add(ZoneId.of(name));
                }
            } catch (DateTimeException e) {
                return List.of(); // a zone that this JDK does not know might be the strictest
            }
        }
        return known;
    }
}
