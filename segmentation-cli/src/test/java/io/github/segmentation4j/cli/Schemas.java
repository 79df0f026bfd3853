package io.github.segmentation4j.cli;

/** Schema files of the reference data, as a person would have completed them. */
final class Schemas {
    static final String CDNOW = """
            {
              "id": "customer",
              "admission": {"lawfulBasis": "legitimate_interests", "statement": "public research data without names"},
              "attributes": [],
              "events": [
                {"name": "purchases", "customer": "master", "time": "day",
                 "amounts": [{"name": "value", "unit": "USD", "column": "dollars"}, {"name": "items", "column": "cds"}],
                 "sensitivity": "pseudonymised", "source": "CDNOW", "purposes": ["personalisation"],
                 "file": {"delimiter": "blank", "header": false,
                          "columns": ["master", "-", "day", "cds", "dollars"], "dates": ["yyyyMMdd"]}}
              ]
            }
            """;

    static final String ADULT = """
            {
              "id": "#row",
              "admission": {"lawfulBasis": "public_task", "statement": "census extract published for research"},
              "attributes": [
                {"name": "age", "type": "number", "unit": "years", "range": [0, 120], "sensitivity": "personal",
                 "source": "census", "purposes": ["research_and_development"]},
                {"name": "workclass", "type": "category", "sensitivity": "personal",
                 "source": "census", "purposes": ["research_and_development"]},
                {"name": "education", "type": "number", "unit": "level", "sensitivity": "personal",
                 "source": "census", "purposes": ["research_and_development"]},
                {"name": "hours", "type": "number", "unit": "hours a week", "range": [0, 168],
                 "sensitivity": "personal", "source": "census", "purposes": ["research_and_development"]},
                {"name": "race", "type": "category", "role": "protected", "sensitivity": "special_category",
                 "specialCategory": "racial_or_ethnic_origin", "source": "census"},
                {"name": "sex", "type": "category", "role": "protected", "sensitivity": "sensitive",
                 "source": "census"}
              ],
              "customers": {"delimiter": ",", "header": false, "missing": ["?"], "trim": true,
                "columns": ["age", "workclass", "-", "-", "education", "-", "-", "-", "race", "sex", "-", "-", "hours",
                            "-", "-"]}
            }
            """;

    static final String ONLINE_RETAIL = """
            {
              "id": "customer",
              "admission": {"lawfulBasis": "legitimate_interests", "statement": "published for research, no names"},
              "attributes": [],
              "events": [
                {"name": "purchases", "customer": "Customer ID", "time": "InvoiceDate", "withoutCustomer": "skip",
                 "amounts": [{"name": "value", "unit": "GBP", "product": ["Quantity", "Price"]}],
                 "labels": [{"name": "country", "column": "Country"}],
                 "sensitivity": "personal", "source": "web shop", "purposes": ["personalisation"],
                 "file": {"dates": ["yyyy-MM-dd HH:mm:ss"]}}
              ]
            }
            """;

    /** A small shop with one number, one category, one protected attribute and recorded consent. */
    static final String SMALL = """
            {
              "id": "customer",
              "attributes": [
                {"name": "tenure", "type": "number", "unit": "months", "sensitivity": "personal", "source": "CRM",
                 "purposes": ["personalisation"]},
                {"name": "plan", "type": "category", "sensitivity": "personal", "source": "CRM",
                 "purposes": ["personalisation"]},
                {"name": "sex", "type": "category", "role": "protected", "sensitivity": "sensitive", "source": "CRM"},
                {"name": "agreed", "type": "boolean", "role": "consent", "sensitivity": "personal", "source": "CRM",
                 "purposes": ["personalisation"]}
              ]
            }
            """;

    private Schemas() {}
}
