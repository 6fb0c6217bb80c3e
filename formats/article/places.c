/* Places as datelines and sign-offs name them: enough to cut a line in the right spot, no gazetteer. */
#include "article/places.h"

#include "article/copy.h"

/* States as AP abbreviates them (AP style), as Reuters spaces them, whole, and as release wires post them. */
static const char *const regions[] = {
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Del.", "Fla.", "Ga.", "Ill.", "Ind.", "Kan.", "Ky.", "La.",
    "Md.", "Mass.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.", "Neb.", "Nev.", "N.H.", "N.J.", "N.M.", "N.Y.", "N.C.",
    "N.D.", "Okla.", "Ore.", "Pa.", "R.I.", "S.C.", "S.D.", "Tenn.", "Tex.", "Vt.", "Va.", "Wash.", "W.Va.", "W. Va.",
    "Wis.", "Wyo.", "D.C.", "P.R.", "N.S.", "N.B.", "N.L.", "P.E.I.", "Ont.", "Que.", "Man.", "Sask.", "Alta.", "B.C.",
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
    "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
    "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada",
    "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma",
    "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah",
    "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming", "District of Columbia",
    "Puerto Rico", "Guam", "Alberta", "British Columbia", "Manitoba", "New Brunswick", "Newfoundland", "Nova Scotia",
    "Ontario", "Prince Edward Island", "Quebec", "Saskatchewan", "Yukon", "Nunavut", "Northwest Territories",
    "England", "Scotland", "Wales", "Northern Ireland", "New South Wales", "Victoria", "Queensland",
    "South Australia", "Western Australia", "Tasmania", "Northern Territory", "Bavaria", "Saxony", "Hesse",
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "BC", "ON", "AB", "QC", "MB", "SK",
    "NS", "NB", "NL", "PE", "NSW", "QLD", "VIC", "CHNA",
    "Afghanistan", "Albania", "Algeria", "Andorra", "Angola", "Antigua", "Argentina", "Armenia", "Australia",
    "Austria", "Azerbaijan", "Bahamas", "Bahrain", "Bangladesh", "Barbados", "Belarus", "Belgium", "Belize", "Benin",
    "Bermuda", "Bhutan", "Bolivia", "Bosnia", "Bosnia and Herzegovina", "Bosnia-Herzegovina", "Botswana", "Brazil",
    "Britain", "Brunei", "Bulgaria", "Burkina Faso", "Burma", "Burundi", "Cambodia", "Cameroon", "Canada",
    "Cape Verde", "Central African Republic", "Chad", "Chile", "China", "Colombia", "Comoros", "Congo", "Costa Rica",
    "Croatia", "Cuba", "Cyprus", "Czech Republic", "Czechia", "Democratic Republic of Congo", "Denmark", "Djibouti",
    "Dominica", "Dominican Republic", "East Timor", "Ecuador", "Egypt", "El Salvador", "Equatorial Guinea", "Eritrea",
    "Estonia", "Eswatini", "Ethiopia", "Faroe Islands", "Fiji", "Finland", "France", "Gabon", "Gambia", "Germany",
    "Ghana", "Gibraltar", "Greece", "Greenland", "Grenada", "Guatemala", "Guinea", "Guinea-Bissau", "Guyana", "Haiti",
    "Honduras", "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy",
    "Ivory Coast", "Jamaica", "Japan", "Jordan", "Kazakhstan", "Kenya", "Kiribati", "Kosovo", "Kuwait", "Kyrgyzstan",
    "Laos", "Latvia", "Lebanon", "Lesotho", "Liberia", "Libya", "Liechtenstein", "Lithuania", "Luxembourg",
    "Macedonia", "Madagascar", "Malawi", "Malaysia", "Maldives", "Mali", "Malta", "Marshall Islands", "Mauritania",
    "Mauritius", "Mexico", "Micronesia", "Moldova", "Monaco", "Mongolia", "Montenegro", "Morocco", "Mozambique",
    "Myanmar", "Namibia", "Nauru", "Nepal", "Netherlands", "the Netherlands", "New Caledonia", "New Zealand",
    "Nicaragua", "Niger", "Nigeria", "North Korea", "North Macedonia", "Norway", "Oman", "Pakistan", "Palau",
    "Palestinian Territories", "Panama", "Papua New Guinea", "Paraguay", "Peru", "Philippines", "Poland", "Portugal",
    "Qatar", "Romania", "Russia", "Rwanda", "Saint Lucia", "Samoa", "San Marino", "Saudi Arabia", "Senegal", "Serbia",
    "Seychelles", "Sierra Leone", "Singapore", "Slovakia", "Slovenia", "Solomon Islands", "Somalia", "South Africa",
    "South Korea", "South Sudan", "Spain", "Sri Lanka", "St. Lucia", "Sudan", "Suriname", "Swaziland", "Sweden",
    "Switzerland", "Syria", "Taiwan", "Tajikistan", "Tanzania", "Thailand", "Togo", "Tonga", "Trinidad and Tobago",
    "Tunisia", "Turkey", "Turkmenistan", "Tuvalu", "Uganda", "Ukraine", "United Arab Emirates", "UAE", "U.A.E.",
    "United Kingdom", "UK", "U.K.", "United States", "USA", "U.S.", "Uruguay", "Uzbekistan", "Vanuatu", "Vatican",
    "Venezuela", "Vietnam", "West Bank", "Gaza Strip", "Western Sahara", "Yemen", "Zambia", "Zimbabwe",
    "Alemania", "Argentine", "Brasil", ("Espa\xC3\xB1" "a"), "France", "Italia", "Italien", "M\xC3\xA9xico", "Per\xC3\xBA",
};

/* Cities AP and the world agencies write without a region, and cities of more than one word. */
static const char *const cities[] = {
    "Atlanta", "Baltimore", "Boston", "Chicago", "Cincinnati", "Cleveland", "Dallas", "Denver", "Detroit", "Honolulu",
    "Houston", "Indianapolis", "Las Vegas", "Los Angeles", "Miami", "Milwaukee", "Minneapolis", "New Orleans",
    "New York", "Oklahoma City", "Philadelphia", "Phoenix", "Pittsburgh", "St. Louis", "St Louis", "Salt Lake City",
    "San Antonio", "San Diego", "San Francisco", "Seattle", "Washington", "Washington, D.C.", "Amsterdam", "Baghdad",
    "Bangkok", "Beijing", "Beirut", "Berlin", "Brussels", "Cairo", "Dublin", "Geneva", "Havana", "Helsinki",
    "Hong Kong", "Islamabad", "Istanbul", "Jerusalem", "Johannesburg", "London", "Madrid", "Mexico City", "Montreal",
    "Moscow", "Munich", "New Delhi", "Paris", "Prague", "Rio de Janeiro", "Rome", "Shanghai", "Singapore",
    "Stockholm", "Sydney", "Tokyo", "Toronto", "Vatican City", "Vienna", "Zurich", "Abidjan", "Abu Dhabi", "Abuja",
    "Accra", "Addis Ababa", "Aden", "Ahmedabad", "Alexandria", "Algiers", "Almaty", "Amman", "Ankara", "Antananarivo",
    "Antwerp", "Ashgabat", "Asmara", "Astana", "Asuncion", "Asunci\xC3\xB3n", "Athens", "Auckland", "Baku", "Bamako",
    "Bandar Seri Begawan", "Bangui", "Banjul", "Barcelona", "Basel", "Bata", "Belfast", "Belgrade", "Belo Horizonte",
    "Bengaluru", "Bern", "Berne", "Bhopal", "Bhubaneswar", "Bishkek", "Bissau", "Bogota", "Bogot\xC3\xA1", "Bonn",
    "Bras\xC3\xADlia", "Brasilia", "Bratislava", "Brazzaville", "Brisbane", "Bucharest", "Budapest", "Buenos Aires",
    "Bujumbura", "Bras\xC3\xADlia", "Calgary", "Canberra", "Cape Town", "Caracas", "Cardiff", "Casablanca", "Chandigarh",
    "Chennai", "Chisinau", "Christchurch", "Colombo", "Cologne", "Conakry", "Copenhagen", "Cox's Bazar", "Dakar",
    "Damascus", "Dar es Salaam", "Davos", "Dehradun", "Delhi", "Dhaka", "Diyarbakir", "Djibouti", "Doha", "Donetsk",
    "Dubai", "Durban", "Dushanbe", "Dusseldorf", "Edinburgh", "El Paso", "Fort Worth", "Frankfurt", "Freetown",
    "Gaborone", "Gaza", "Gaza City", "Glasgow", "Goa", "Guangzhou", "Guatemala City", "Guwahati", "Hamburg", "Hanoi",
    "Harare", "Ho Chi Minh City", "Hyderabad", "Imphal", "Jaipur", "Jakarta", "Jammu", "Jeddah", "Juba", "Kabul",
    "Kampala", "Kansas City", "Karachi", "Kathmandu", "Khartoum", "Kiev", "Kigali", "Kingston", "Kinshasa", "Kochi",
    "Kolkata", "Kuala Lumpur", "Kuwait City", "Kyiv", "Kyoto", "La Paz", "Lagos", "Lahore", "Las Palmas", "Le Mans",
    "Leipzig", "Libreville", "Lilongwe", "Lima", "Lisbon", "Ljubljana", "Lome", "Luanda", "Lucknow", "Lusaka",
    "Luxembourg", "Lviv", "Lyon", "Macau", "Malabo", "Managua", "Manama", "Manchester", "Manila", "Maputo", "Maseru",
    "Mbabane", "Melbourne", "Mendoza", "Milan", "Minsk", "Mogadishu", "Mombasa", "Monaco", "Monrovia", "Monterrey",
    "Montevideo", "Moroni", "Mumbai", "Muscat", "Mexico City", "N'Djamena", "Nagpur", "Nairobi", "Nashville", "Nassau",
    "Naypyidaw", "Naypyitaw", "New York City", "Newark", "Niamey", "Nice", "Nicosia", "Nouakchott", "Noumea", "Odesa",
    "Osaka", "Oslo", "Ottawa", "Ouagadougou", "Palm Beach", "Panama City", "Paramaribo", "Patna", "Perth", "Peshawar",
    "Phnom Penh", "Podgorica", "Port Louis", "Port Moresby", "Port of Spain", "Port Vila", "Port-au-Prince",
    "Porto", "Porto Alegre", "Porto-Novo", "Praia", "Pretoria", "Pristina", "Pune", "Pyongyang", "Quebec City", "Quito",
    "Rabat", "Ramallah", "Ranchi", "Rawalpindi", "Reykjavik", "Riga", "Riyadh", "Rotterdam", "Sacramento", "San Jose",
    "San Juan", "San Salvador", "Sanaa", "Santiago", "Santa Fe", "Santo Domingo", "Sao Paulo", "S\xC3\xA3o Paulo",
    "Sapporo", "Sarajevo", "Seoul", "Shenzhen", "Shimla", "Silver Spring", "Skopje", "Sofia", "Srinagar",
    "St. Paul", "St. Petersburg", "St Petersburg", "Strasbourg", "Stuttgart", "Suva", "Taipei", "Tallinn", "Tampa",
    "Tashkent", "Tbilisi", "Tegucigalpa", "Tehran", "Tel Aviv", "The Hague", "Thimphu", "Thiruvananthapuram", "Tirana",
    "Tripoli", "Tunis", "Ulaanbaatar", "United Nations", "Vancouver", "Venice", "Victoria", "Vientiane", "Vilnius",
    "Vladivostok", "Warsaw", "Wellington", "West Palm Beach", "Windhoek", "Winnipeg", "Yangon", "Yaounde", "Yerevan",
    "Zagreb", "Mar del Plata", "Cape Canaveral", "Baton Rouge", "Little Rock", "Long Beach", "Long Island",
    "Des Moines", "El Salvador", "Grand Rapids", "Jersey City", "Virginia Beach", "Santa Barbara", "Santa Monica",
    "San Jos\xC3\xA9", "Ciudad Juarez", "Chiang Mai", "Da Nang", "Hanga Roa", "Puerto Rico", "Sri Lanka", "Saudi Arabia",
    "South Africa", "South Korea", "North Korea", "New Zealand", "New Jersey", "New Mexico", "North Carolina",
    "South Carolina", "North Dakota", "South Dakota", "West Virginia", "Costa Rica", "Burkina Faso", "Sierra Leone",
    "Ivory Coast", "Ann Arbor", "Colorado Springs", "Corpus Christi", "Fort Lauderdale", "Quetta", "Kunming",
    "Z\xC3\xBCrich", "M\xC3\xBCnchen", "Wien", "Nueva York", "Nueva Delhi", "Ciudad de M\xC3\xA9xico", "Roma", "Milano",
    "Bruxelles", "Gen\xC3\xA8ve", "K\xC3\xB6ln", "Moskau", "Moscou", "Mosc\xC3\xBA", "Londres", "Par\xC3\xADs", "Pek\xC3\xADn",
    "P\xC3\xA9kin", "Washington DC", "Washington D.C.", "D\xC3\xBCsseldorf", "Montr\xC3\xA9" "al", "Qu\xC3\xA9" "bec",
};

static bool
listed(struct wire_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (wire_is_fold(s, list[i]))
            return true;
    }
    return false;
}

bool
wire_is_region(struct wire_str s)
{
    return s.n >= 2 && s.n <= 32 && listed(s, regions, WIRE_COUNT(regions));
}

bool
wire_is_city(struct wire_str s)
{
    return s.n >= 3 && s.n <= 32 && listed(s, cities, WIRE_COUNT(cities));
}
