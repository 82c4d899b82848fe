import Definitions

/// The supplier's catalogue with prices and stock, as ONIX for Books 3.0 with reference names.
///
/// Category and importance stand as proprietary subject schemes (code list 27, value 24), the
/// place that ONIX gives to what only the two parties know.
enum CatalogueFile {
    static let name = "onix.xml"

    static func text(_ shop: Bookshop) -> String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
              <Header>
                <Sender><SenderName>Harbour Book Supply</SenderName></Sender>
                <Addressee><AddresseeName>Lantern Books</AddresseeName></Addressee>
                <MessageNumber>\(shop.night + 1)</MessageNumber>
                <SentDateTime>\(compact(shop.date))T0100+0800</SentDateTime>
                <DefaultCurrencyCode>CNY</DefaultCurrencyCode>
              </Header>

            """
        text.reserveCapacity(shop.books.count * 2_048)
        for book in shop.books { text += product(book) }
        return text + "</ONIXMessage>\n"
    }

    private static func product(_ book: Book) -> String {
        """
          <Product>
            <RecordReference>harbour.example.\(book.isbn)</RecordReference>
            <NotificationType>03</NotificationType>
            <ProductIdentifier>
              <ProductIDType>03</ProductIDType>
              <IDValue>\(book.isbn)</IDValue>
            </ProductIdentifier>
            <ProductIdentifier>
              <ProductIDType>15</ProductIDType>
              <IDValue>\(book.isbn)</IDValue>
            </ProductIdentifier>
            <DescriptiveDetail>
              <ProductComposition>00</ProductComposition>
              <ProductForm>BC</ProductForm>
              <TitleDetail>
                <TitleType>01</TitleType>
                <TitleElement>
                  <TitleElementLevel>01</TitleElementLevel>
                  <TitleText>\(escaped(book.title))</TitleText>
                </TitleElement>
              </TitleDetail>
        \(contributors(of: book))      <Language>
                <LanguageRole>01</LanguageRole>
                <LanguageCode>\(book.isEnglish ? "eng" : "chi")</LanguageCode>
              </Language>
              <Subject>
                <SubjectSchemeIdentifier>24</SubjectSchemeIdentifier>
                <SubjectSchemeName>Category</SubjectSchemeName>
                <SubjectHeadingText>\(escaped(book.category))</SubjectHeadingText>
              </Subject>
              <Subject>
                <SubjectSchemeIdentifier>24</SubjectSchemeIdentifier>
                <SubjectSchemeName>Importance</SubjectSchemeName>
                <SubjectCode>\(book.importance)</SubjectCode>
              </Subject>
            </DescriptiveDetail>
            <PublishingDetail>
              <Publisher>
                <PublishingRole>01</PublishingRole>
                <PublisherName>\(escaped(book.publisher))</PublisherName>
              </Publisher>
              <PublishingStatus>04</PublishingStatus>
              <PublishingDate>
                <PublishingDateRole>01</PublishingDateRole>
                <Date dateformat="00">\(compact(book.publishedOn))</Date>
              </PublishingDate>
            </PublishingDetail>
            <ProductSupply>
              <SupplyDetail>
                <Supplier>
                  <SupplierRole>01</SupplierRole>
                  <SupplierName>Harbour Book Supply</SupplierName>
                </Supplier>
                <ProductAvailability>\(book.onHand > 0 ? "21" : "31")</ProductAvailability>
                <Stock>
                  <OnHand>\(book.onHand)</OnHand>
                </Stock>
                <Price>
                  <PriceType>02</PriceType>
                  <PriceAmount>\(book.price / 100).\((book.price % 100).padded(2))</PriceAmount>
                  <CurrencyCode>CNY</CurrencyCode>
                </Price>
              </SupplyDetail>
            </ProductSupply>
          </Product>

        """
    }

    /// The author and, after them, the translator (code list 17: A01, B06).
    private static func contributors(of book: Book) -> String {
        [("A01", book.author), ("B06", book.translator)].enumerated().reduce(into: "") {
            text, contributor in
            guard let name = contributor.element.1 else { return }
            text += """
                      <Contributor>
                        <SequenceNumber>\(contributor.offset + 1)</SequenceNumber>
                        <ContributorRole>\(contributor.element.0)</ContributorRole>
                        <PersonName>\(escaped(name))</PersonName>
                      </Contributor>

                """
        }
    }

    /// `20261121`, ONIX's date format 00.
    private static func compact(_ day: LocalDate) -> String {
        day.description.filter { $0 != "-" }
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
    }
}
