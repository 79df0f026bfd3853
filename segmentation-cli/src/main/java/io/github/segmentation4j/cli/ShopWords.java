package io.github.segmentation4j.cli;

import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.Wording;
import java.util.Locale;

/** What the shop of the demonstration tells its customers about their data, in every language there is. */
final class ShopWords {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    private ShopWords() {}

    static FeatureGlossary glossary() {
        return inSpanish(inFrench(inGerman(inEnglish(FeatureGlossary.empty()))));
    }

    private static FeatureGlossary inEnglish(FeatureGlossary words) {
        Locale en = Locale.ENGLISH;
        return words.with(
                        "purchases.daysSinceLast",
                        en,
                        entry("time since your last purchase", "days", "how long ago you last bought something"))
                .with("purchases.frequency", en, entry("number of purchases", "", "how often you bought something"))
                .with("purchases.monetary", en, entry("your spending", "euros", "how much you paid in all"))
                .with("tenure", en, entry("time as a customer", "months", "how long you have been our customer"))
                .with("plan", en, entry("your plan", "", "the plan you chose"))
                .with("newsletter", en, entry("newsletter", "", "whether you get our newsletter"))
                .with("district", en, entry("district", "", "the part of town we deliver to"))
                .with("latitude", en, entry("latitude of your address", "degrees", "how far north you live"))
                .with("longitude", en, entry("longitude of your address", "degrees", "how far east you live"));
    }

    private static FeatureGlossary inGerman(FeatureGlossary words) {
        Locale de = Locale.GERMAN;
        return words.with(
                        "purchases.daysSinceLast",
                        de,
                        entry("Zeit seit Ihrem letzten Kauf", "Tage", "wie lange Ihr letzter Kauf zurückliegt"))
                .with("purchases.frequency", de, entry("Anzahl der Käufe", "", "wie oft Sie etwas gekauft haben"))
                .with("purchases.monetary", de, entry("Ihre Ausgaben", "Euro", "wie viel Sie insgesamt bezahlt haben"))
                .with("tenure", de, entry("Dauer als Kundin oder Kunde", "Monate", "wie lange Sie schon bei uns sind"))
                .with("plan", de, entry("Ihr Tarif", "", "der Tarif, den Sie gewählt haben"))
                .with("newsletter", de, entry("Newsletter", "", "ob Sie unseren Newsletter bekommen"))
                .with("district", de, entry("Stadtteil", "", "der Teil der Stadt, in den wir liefern"))
                .with("latitude", de, entry("Breitengrad Ihrer Adresse", "Grad", "wie weit nördlich Sie wohnen"))
                .with("longitude", de, entry("Längengrad Ihrer Adresse", "Grad", "wie weit östlich Sie wohnen"));
    }

    private static FeatureGlossary inFrench(FeatureGlossary words) {
        Locale fr = Locale.FRENCH;
        return words.with(
                        "purchases.daysSinceLast",
                        fr,
                        entry("temps depuis votre dernier achat", "jours", "depuis quand vous n’avez rien acheté"))
                .with("purchases.frequency", fr, entry("nombre d’achats", "", "combien de fois vous avez acheté"))
                .with("purchases.monetary", fr, entry("vos dépenses", "euros", "combien vous avez payé en tout"))
                .with("tenure", fr, entry("ancienneté", "mois", "depuis combien de temps vous êtes chez nous"))
                .with("plan", fr, entry("votre formule", "", "la formule que vous avez choisie"))
                .with("newsletter", fr, entry("lettre d’information", "", "si vous recevez notre lettre d’information"))
                .with("district", fr, entry("quartier", "", "la partie de la ville où nous livrons"))
                .with(
                        "latitude",
                        fr,
                        entry("latitude de votre adresse", "degrés", "à quelle hauteur vers le nord vous habitez"))
                .with(
                        "longitude",
                        fr,
                        entry("longitude de votre adresse", "degrés", "à quelle distance vers l’est vous habitez"));
    }

    private static FeatureGlossary inSpanish(FeatureGlossary words) {
        Locale es = SPANISH;
        return words.with(
                        "purchases.daysSinceLast",
                        es,
                        entry("tiempo desde su última compra", "días", "hace cuánto compró algo por última vez"))
                .with("purchases.frequency", es, entry("número de compras", "", "cuántas veces ha comprado"))
                .with("purchases.monetary", es, entry("sus gastos", "euros", "cuánto ha pagado en total"))
                .with("tenure", es, entry("tiempo como cliente", "meses", "cuánto tiempo lleva con nosotros"))
                .with("plan", es, entry("su tarifa", "", "la tarifa que eligió"))
                .with("newsletter", es, entry("boletín", "", "si recibe nuestro boletín"))
                .with("district", es, entry("distrito", "", "la parte de la ciudad donde entregamos"))
                .with("latitude", es, entry("latitud de su dirección", "grados", "a qué altura hacia el norte vive"))
                .with(
                        "longitude",
                        es,
                        entry("longitud de su dirección", "grados", "a qué distancia hacia el este vive"));
    }

    private static FeatureGlossary.Entry entry(String label, String unit, String meaning) {
        return new FeatureGlossary.Entry(label, unit, meaning);
    }

    static ExplanationPolicy.Rights rights() {
        return new ExplanationPolicy.Rights(
                words(
                        "Switch off “personal offers” in your account.",
                        "Schalten Sie in Ihrem Konto „persönliche Angebote“ aus.",
                        "Désactivez « offres personnelles » dans votre compte.",
                        "Desactive «ofertas personales» en su cuenta."),
                words(
                        "Correct them in your account, or call us.",
                        "Berichtigen Sie sie in Ihrem Konto oder rufen Sie uns an.",
                        "Corrigez-les dans votre compte ou appelez-nous.",
                        "Corríjalos en su cuenta o llámenos."),
                words(
                        "Call us and ask for the data protection desk.",
                        "Rufen Sie uns an und verlangen Sie die Datenschutzstelle.",
                        "Appelez-nous et demandez le service de protection des données.",
                        "Llámenos y pregunte por el servicio de protección de datos."));
    }

    private static Wording words(String english, String german, String french, String spanish) {
        return Wording.of(Locale.ENGLISH, english)
                .and(Locale.GERMAN, german)
                .and(Locale.FRENCH, french)
                .and(SPANISH, spanish);
    }
}
