/// The customers: twenty-five with a story, and as many more as a load needs.
extension DemoCast {
  /// Company `index` is the same whatever the size of the whole.
  static func company(_ index: Int) -> Company { index < known.count ? known[index] : generated(index) }

  static let known: [Company] = [
    company(
      0, "OakmereVet", "Oakmere Veterinary Clinic", "Dr. Lena Farrow", "14 Mill Lane", "Alexandria", "VA", "22301",
      agreement: ("Oakmere Managed Workplace", "Managed Services", 1450_00, [(0, 18), (1, 21), (2, 21), (3, 2)])),
    company(
      1, "TarnPike", "Tarn & Pike Architects", "Gideon Tarn", "880 Harbor Street, Floor 3", "Norfolk", "VA", "23510",
      agreement: ("Tarn & Pike Complete Care", "Managed Services", 2200_00, [(0, 34), (1, 38), (2, 38), (3, 4), (4, 1)])),
    company(
      2, "BlueHeron", "Blue Heron Brewing Co.", "Sam Ostrander", "5 Tannery Row", "Richmond", "VA", "23220", terms: net30,
      agreement: ("Blue Heron Essentials", "Managed Services", 680_00, [(0, 9), (1, 12), (3, 1)])),
    company(
      3, "LowerPemberton",
      "Lower Pemberton Valley Grain & Farmers Exchange Co",
      "Theodora Ashcombe-Willoughby", "1 Exchange Square", "Pemberton", "MD", "21853", tax: maryland, terms: net30,
      agreement: (
        "Lower Pemberton Valley Cooperative: Servers, Workplaces and Weighbridge Terminals", "Managed Services", 3900_00,
        [(0, 61), (1, 74), (2, 74), (3, 9), (4, 2), (5, 44)]
      )),
    company(
      4, "MuellerPraez", "Müller & Söhne Präzisionstechnik GmbH", "Jürgen Müller", "Gewerbestraße 12", "Tübingen", "", "72072",
      country: "Germany", tax: germany, terms: net30, currency: euro,
      agreement: ("Müller & Söhne Fernwartung", "Managed Services", 1180_00, [(0, 22), (1, 26), (2, 26)])),
    company(
      5, "CedarHollow", "Cedar Hollow Dental", "Amara Osei", "210 Cedar Hollow Road", "Leesburg", "VA", "20175",
      agreement: ("Cedar Hollow Managed Services", "Managed Services", 920_00, [(0, 11), (1, 14), (2, 14), (3, 1)])),
    company(
      6, "GraniteLogistics", "Granite Coast Logistics LLC", "Ned Sorrel", "2200 Freight Road", "Chesapeake", "VA", "23320",
      terms: net15,
      agreement: ("Granite Coast Network Operations", "Network Care", 1750_00, [(1, 52), (4, 3), (5, 30)])),
    company(
      7, "HazelPrep", "Hazel Grove Preparatory School", "Ingrid Solheim", "77 Academy Drive", "Annapolis", "MD", "21401",
      tax: nil,
      terms: net30, agreement: ("Hazel Grove Classroom Care", "Managed Services", 1320_00, [(0, 48), (1, 60), (4, 1)])),
    company(
      8, "RookLedger", "Rook & Ledger Accountants", "Philippa Rook", "9 Counting House Yard", "Williamsburg", "VA", "23185"),
    company(
      9, "ZephyrYoga", "Zephyr Yoga & Movement", "Coralie Ng", "31 Elm Court", "Charlottesville", "VA", "22902", terms: net10,
      hasAccount: false),
    company(
      10, "SaltmarshSea", "Saltmarsh Seafood Wholesale", "Dom Alvarez", "Pier 4", "Hampton", "VA", "23669", hasEmail: false),
    company(
      11, "OeztuerkBaeck", "Bäckerei Öztürk", "Ayşe Öztürk", "640 Market Street", "Baltimore", "MD", "21202", tax: maryland),
    company(12, "QuillPrint", "Quill & Copper Print Works", "Bram Quill", "18 Foundry Way", "Fredericksburg", "VA", "22401"),
    company(
      13, "NorthgateMed", "Northgate Family Medicine", "Dr. Ezra Whitlock", "400 Northgate Plaza", "Winchester", "VA", "22601",
      agreement: ("Northgate Compliance & Care", "Managed Services", 2480_00, [(0, 27), (1, 33), (2, 33), (3, 3), (4, 2)])),
    company(
      14, "StadtwerkeLind", "Stadtwerke Lindenbrück GmbH & Co. KG", "Anneliese Groß", "Am Wasserturm 3", "Lindenbrück", "",
      "38114",
      country: "Germany", tax: germany, terms: net30, currency: euro,
      agreement: ("Stadtwerke Lindenbrück Leitstelle", "Managed Services", 2640_00, [(0, 40), (1, 46), (2, 46), (4, 2)])),
    company(
      15, "AshdownHope", "Ashdown, Hope & Partners LLP", "Imogen Hope", "22 Chandlers Yard", "Bristol", "", "BS1 4QA",
      country: "United Kingdom", tax: britain, terms: net30, currency: pound,
      agreement: ("Ashdown Practice Care", "Managed Services", 1040_00, [(0, 16), (1, 18), (2, 18), (3, 1)])),
    company(
      16, "PortWesterly", "Port Westerly Marina & Boatyard", "Cass Renwick", "1 Breakwater Road", "Cape Charles", "VA", "23310",
      agreement: ("Port Westerly Seasonal Care", "Managed Services", 760_00, [(0, 12), (1, 15), (5, 9)])),
    company(
      17, "CypressOrtho", "Cypress Orthopedics", "Dr. Noor Haddad", "58 Cypress Avenue", "Roanoke", "VA", "24011",
      agreement: ("Cypress Clinic Care", "Managed Services", 1610_00, [(0, 24), (1, 29), (2, 29), (3, 2)]), ends: -10),
    company(
      18, "TallGrassCU", "Tall Grass Credit Union", "Merritt Lowe", "900 Prairie Street", "Salisbury", "MD", "21801",
      tax: maryland,
      terms: net30,
      agreement: ("Tall Grass Branch Operations", "Network Care", 3120_00, [(0, 52), (1, 61), (2, 61), (4, 6), (5, 48)])),
    company(
      19, "HoeheneggBahn", "Zahnradbahn Höhenegg AG", "Urs Ängler", "Talstation 1", "Höhenegg", "", "6490",
      country: "Switzerland", tax: switzerland, terms: net30, currency: franc,
      agreement: ("Höhenegg Kassen und Leitstand", "Network Care", 1890_00, [(1, 31), (2, 31), (4, 3)])),
    company(
      20, "NimbusStudio", "Nimbus Animation Studio", "Odile Marchetti", "7 Lantern Court", "Arlington", "VA", "22201",
      agreement: ("Nimbus Render Care", "Managed Services", 990_00, [(0, 14), (1, 22), (3, 6)]), starts: 0),
    company(
      21, "GlenmoreWines", "Glenmore Estate Wines", "Fergus Glenmore", "4 Cellar Lane", "Crozet", "VA", "22932", terms: net30,
      agreement: ("Glenmore Estate Care", "Managed Services", 540_00, [(0, 8), (1, 10)])),
    company(
      22, "RiverbendHOA", "Riverbend Homeowners Association", "Lucille Tran", "2 Clubhouse Circle", "Suffolk", "VA", "23434",
      hasAccount: false),
    company(
      23, "KestrelAir", "Kestrel Air Charter", "Bo Kestrel", "Hangar 9", "Manassas", "VA", "20110", hasEmail: false,
      contactHasEmail: false),
    company(
      24, "AngstromLabs", "Ångström Measurement Labs", "Sigrid Ångström", "300 Calibration Way", "Gaithersburg", "MD", "20877",
      tax: maryland, terms: net30,
      agreement: ("Ångström Clean-room Monitoring", "Managed Services", 1275_00, [(0, 19), (1, 27), (2, 27), (3, 3)]), starts: 5),
  ]

  private static func company(
    _ index: Int, _ identifier: String, _ name: String, _ contact: String, _ street: String, _ city: String, _ state: String,
    _ zip: String, country: String = "United States", tax: TaxCode? = virginia, terms: Terms = net15, currency: Currency = dollar,
    hasAccount: Bool = true, hasEmail: Bool = true, contactHasEmail: Bool = true,
    agreement: (String, String, Int, [(Int, Int)])? = nil,
    starts: Int = -365, ends: Int? = nil
  ) -> Company {
    Company(
      id: 301 + index, identifier: identifier, name: name, contact: contact, street: street, city: city, state: state, zip: zip,
      country: country, accountNumber: hasAccount ? "C-\(10_301 + index)" : nil, taxCode: tax, terms: terms, currency: currency,
      email: hasEmail ? "billing@\(identifier.lowercased()).example.test" : nil,
      contactEmail: contactHasEmail ? "office@\(identifier.lowercased()).example.test" : nil,
      agreement: agreement.map { name, type, base, items in
        Agreement(
          id: 41 + index, name: name, type: type, base: base, items: items.map { (item: $0.0, quantity: $0.1) }, starts: starts,
          ends: ends)
      })
  }

  private static let firstWords = [
    "Alder", "Birch", "Copper", "Dover", "Ember", "Fern", "Garnet", "Harrow", "Ivory", "Juniper", "Kettle", "Larch", "Maple",
    "Nettle",
    "Orchard", "Plover", "Quarry", "Ridge", "Sable", "Thistle", "Umber", "Vale", "Willow", "Yarrow",
  ]
  private static let secondWords = [
    "Bay", "Bridge", "Court", "Creek", "Field", "Ford", "Gate", "Glen", "Harbor", "Hill", "House", "Point", "Row", "Stone",
    "Water", "Wood",
  ]
  private static let trades = [
    "Dental", "Engineering", "Florists", "Freight", "Insurance", "Joinery", "Legal", "Medical", "Motors", "Optics", "Realty",
    "Roofing",
    "Surveyors", "Textiles",
  ]
  private static let people = [
    "Ada Brandt", "Ben Castillo", "Cleo Dunmore", "Dana Eriksen", "Eli Fontaine", "Faye Grant", "Gus Halloran", "Ida Ilves",
    "Jun Kwan",
  ]

  private static func generated(_ index: Int) -> Company {
    var chance = Chance(seed: 0xC0_FFEE, stream: index)
    let words = "\(chance.pick(firstWords)) \(chance.pick(secondWords))"
    let trade = chance.pick(trades)
    let isMaryland = chance.percent(30)
    let items = (0..<chance.between(3, 6)).map { (item: $0, quantity: chance.between(2, 60)) }
    return Company(
      id: 301 + index, identifier: "\(words.filter { $0 != " " })\(trade)\(index)", name: "\(words) \(trade) \(index)",
      contact: chance.pick(people), street: "\(chance.between(1, 900)) \(chance.pick(secondWords)) Street",
      city: isMaryland ? "Frederick" : "Roanoke", state: isMaryland ? "MD" : "VA", zip: isMaryland ? "21701" : "24011",
      country: "United States", accountNumber: chance.percent(97) ? "C-\(10_301 + index)" : nil,
      taxCode: isMaryland ? maryland : virginia, terms: chance.pick([net10, net15, net30]), currency: dollar,
      email: "billing@customer\(index).example.test", contactEmail: "office@customer\(index).example.test",
      agreement: Agreement(
        id: 41 + index, name: "\(words) \(trade) Managed Services", type: "Managed Services",
        base: chance.between(20, 400) * 10_00,
        items: items))
  }
}
