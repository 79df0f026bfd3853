package io.github.segmentation4j.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What data may be used for, named after the purposes of the Data Privacy Vocabulary (W3C, DPV 2.3). Purposes form a
 * hierarchy: a field allowed for a purpose is allowed for its children, never for its parents.
 */
public enum Purpose {
    /** Providing the service the customer asked for. */
    SERVICE_PROVISION(null, "ServiceProvision"),
    /** Preventing and detecting fraud. */
    FRAUD_PREVENTION(null, "FraudPreventionAndDetection"),
    /** Looking after the relationship with a customer. */
    CUSTOMER_RELATIONSHIP_MANAGEMENT(null, "CustomerRelationshipManagement"),
    /** Finding out how the service is used. */
    SERVICE_USAGE_ANALYTICS(null, "ServiceUsageAnalytics"),
    /** Making the service better. */
    SERVICE_OPTIMISATION(null, "ServiceOptimisation"),
    /** Adapting anything to a person. */
    PERSONALISATION(null, "Personalisation"),
    /** Adapting the service to a person. */
    SERVICE_PERSONALISATION(PERSONALISATION, "ServicePersonalisation"),
    /** Recommending products to a person. */
    PRODUCT_RECOMMENDATION(SERVICE_PERSONALISATION, "ProvideProductRecommendations"),
    /** Offers and loyalty benefits made for a person. */
    PERSONALISED_BENEFITS(null, "PersonalisedBenefits"),
    /** Any marketing. */
    MARKETING(null, "Marketing"),
    /** Marketing that addresses a person. */
    DIRECT_MARKETING(MARKETING, "DirectMarketing"),
    /** Any advertising. */
    ADVERTISING(null, "Advertising"),
    /** Advertising adapted to a person. */
    PERSONALISED_ADVERTISING(ADVERTISING, "PersonalisedAdvertising"),
    /** Advertising aimed at chosen persons. */
    TARGETED_ADVERTISING(PERSONALISED_ADVERTISING, "TargetedAdvertising"),
    /** Training a model; a purpose of this library's own, without a counterpart in DPV. */
    MODEL_TRAINING(null, null),
    /** Finding and correcting bias; a purpose of this library's own, without a counterpart in DPV. */
    BIAS_MONITORING(null, null),
    /** Research and development. */
    RESEARCH_AND_DEVELOPMENT(null, "ResearchAndDevelopment"),
    /** Selling data to third parties; here so that it can be refused by name. */
    SELL_DATA_TO_THIRD_PARTIES(null, "SellDataToThirdParties");

    private static final String DPV = "https://w3id.org/dpv#";

    private final @Nullable Purpose parent;
    private final @Nullable String term;

    Purpose(@Nullable Purpose parent, @Nullable String term) {
        this.parent = parent;
        this.term = term;
    }

    /** The wider purpose this one belongs to, if there is one. */
    public Optional<Purpose> parent() {
        return Optional.ofNullable(parent);
    }

    /** The identifier of the purpose in the Data Privacy Vocabulary, if it has one. */
    public Optional<String> iri() {
        return Optional.ofNullable(term).map(DPV::concat);
    }

    /** Whether a permission for this purpose is one for {@code other}: they are the same or this is an ancestor. */
    public boolean covers(Purpose other) {
        for (Purpose purpose = other; purpose != null; purpose = purpose.parent) {
            if (purpose == this) {
                return true;
            }
        }
        return false;
    }
}
